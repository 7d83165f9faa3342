import type { AnsweredStep } from './evidence.ts';

/** The time a step spent in a layer; 0 if it has none. */

export const databaseMs = ({ layersMs: { database = 0 } }: AnsweredStep): number => database;

export const engineMs = ({ layersMs: { engine = 0 } }: AnsweredStep): number => engine;

/** The server's own time. If the server does not report it, the combined time of network and server is not used instead. */
export const appMs = ({ layersMs: { app = 0 } }: AnsweredStep): number => app;
