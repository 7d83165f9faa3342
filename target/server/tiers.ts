import type { Cache } from '../cache/cache.ts';
import type { RecentlyAsked } from './asked.ts';
import type { Database } from './database.ts';
import type { Metrics } from './metrics.ts';
import type { EngineClient } from './search/engine-client.ts';

/** Everything the routes work with. */
export interface Tiers {
  engine: EngineClient;
  database: Database;
  cache: Cache;
  metrics: Metrics;
  recentlyAsked: RecentlyAsked;
  /** What runs on this machine, as reported by the supervisor. */
  engineKind: 'fts5' | 'vespa';
  enginePids: number[];
  databasePids: number[];
}
