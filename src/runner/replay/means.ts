import type { SourceSettings } from '../../project/source-settings.ts';
import type { Database } from './database.ts';
import type { TimeLimit } from './time-limit.ts';

/** What is needed to examine a request. */
export interface Means {
  target: { url: string; allowedHosts: string[] };
  sources: SourceSettings;
  limit: TimeLimit;
  database?: Database;
  /** Why there is no database. */
  databaseTrouble?: string;
}
