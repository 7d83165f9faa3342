import type { SourceSettings } from '../../project/source-settings.ts';
import type { Database } from './database.ts';
import type { TimeLimit } from './time-limit.ts';

/** What a request is looked at with. */
export interface Means {
  target: { url: string; allowedHosts: string[] };
  sources: SourceSettings;
  limit: TimeLimit;
  database?: Database;
  /** Why there is no database. */
  databaseTrouble?: string;
}
