import pg from 'pg';
import { SEARCH_PATH } from '../database/schema.ts';
import type { Asked } from './asked.ts';

const CONNECTIONS = 10;
const CONNECT_LIMIT_MS = 5_000;
/** Short words with transposed letters have few trigrams in common: "hosue" and "house" share a fifth. */
const SIMILARITY = 0.2;

/** Runs one statement on any free connection. */
export type Ask = <Row extends pg.QueryResultRow>(query: pg.QueryConfig) => Promise<pg.QueryResult<Row>>;

/** Usage of the connection pool; counts are since the start. */
interface PoolReading {
  size: number;
  inUse: number;
  waiting: number;
  acquires: number;
  /** Acquisitions that found every connection in use, and their total waiting time. */
  waits: number;
  waitedMs: number;
}

/** The pool of connections to PostgreSQL. */
export class Database {
  readonly #pool: pg.Pool;
  readonly #size: number;
  #acquires = 0;
  #waits = 0;
  #waitedMs = 0;

  constructor(url: string, size = CONNECTIONS) {
    this.#size = size;
    this.#pool = new pg.Pool({
      connectionString: url,
      max: size,
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
      options: `-c search_path=${SEARCH_PATH.replace(' ', '')} -c pg_trgm.similarity_threshold=${SIMILARITY}`,
    });
    // The next query replaces a connection lost while idle; without a listener, the loss would end the process.
    this.#pool.on('error', () => {});
  }

  /** Returns a function that runs statements for one request and records each in `asked`. */
  askingFor(asked: Asked): Ask {
    return async <Row extends pg.QueryResultRow>(query: pg.QueryConfig) => {
      const client = await this.#acquire();
      // A connection may also be lost while in use; the statement then fails, and the pool must discard it.
      let lost: Error | undefined;
      const onError = (error: Error): void => {
        lost = error;
      };
      client.on('error', onError);
      const startedMs = performance.now();
      try {
        return await client.query<Row>(query);
      } finally {
        const { text, values = [] } = query;
        asked.database.push({ text, values, durationMs: performance.now() - startedMs });
        client.release(lost);
        client.off('error', onError);
      }
    };
  }

  /** @throws when the database cannot be reached */
  async check(): Promise<void> {
    await this.#pool.query('select 1');
  }

  read(): PoolReading {
    const { totalCount, idleCount, waitingCount } = this.#pool;
    return {
      size: this.#size,
      inUse: totalCount - idleCount,
      waiting: waitingCount,
      acquires: this.#acquires,
      waits: this.#waits,
      waitedMs: this.#waitedMs,
    };
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #acquire(): Promise<pg.PoolClient> {
    const { totalCount, idleCount, waitingCount } = this.#pool;
    const free = idleCount + this.#size - totalCount;
    this.#acquires += 1;
    // Requests that are already waiting get the free connections first.
    if (waitingCount < free) return this.#pool.connect();
    this.#waits += 1;
    const startedMs = performance.now();
    try {
      return await this.#pool.connect();
    } finally {
      this.#waitedMs += performance.now() - startedMs;
    }
  }
}
