import type { SourceSettings } from '../telemetry/find-sources.ts';
import type { Database } from './database.ts';
import type { TimeLimit } from './time-limit.ts';

/** What a request is looked at with. */
export interface Means {
  target: { url: string; allowedHosts: string[] };
  sources: SourceSettings;
  /** Where the product tells what a request asked of its tiers; the trace id is added. */
  queriesPath: string;
  limit: TimeLimit;
  database?: Database;
  /** Why there is no database. */
  databaseTrouble?: string;
}
