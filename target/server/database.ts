import pg from 'pg';
import { SEARCH_PATH } from '../database/schema.ts';

const CONNECTIONS = 10;
const CONNECT_LIMIT_MS = 5_000;
/** Transposed letters in a short word leave few trigrams in common: "hosue" and "house" share a fifth. */
const SIMILARITY = 0.2;

/** The connections to PostgreSQL. */
export function connect(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    options: `-c search_path=${SEARCH_PATH.replace(' ', '')} -c pg_trgm.similarity_threshold=${SIMILARITY}`,
  });
  // A connection lost while idle is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {});
  return pool;
}
