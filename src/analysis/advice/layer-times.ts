import type { AnsweredStep } from './evidence.ts';

/** What a step spent in a layer; 0 where it names none. */

export const databaseMs = ({ layersMs: { database = 0 } }: AnsweredStep): number => database;

export const engineMs = ({ layersMs: { engine = 0 } }: AnsweredStep): number => engine;

/** The server's own time; with the network's, where it does not tell them apart. */
export const appMs = ({ layersMs: { app, server = 0 } }: AnsweredStep): number => app ?? server;
