import type pg from 'pg';
import type { Cache } from '../cache/cache.ts';
import type { EngineClient } from './engine-client.ts';
import type { Metrics } from './metrics.ts';

/** Everything the routes work with. */
export interface Tiers {
  engine: EngineClient;
  database: pg.Pool;
  cache: Cache;
  metrics: Metrics;
  /** What runs on this machine, told by the supervisor. */
  engineKind: 'fts5' | 'vespa';
  enginePids: number[];
  databasePids: number[];
}
