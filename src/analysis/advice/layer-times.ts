import type { AnsweredStep } from './evidence.ts';

/** What a step spent in a layer; 0 where it names none. */

export const databaseMs = ({ layersMs: { database = 0 } }: AnsweredStep): number => database;

export const engineMs = ({ layersMs: { engine = 0 } }: AnsweredStep): number => engine;

/** The server's own time. Where it tells nothing, what it and the network took together is not it. */
export const appMs = ({ layersMs: { app = 0 } }: AnsweredStep): number => app;
