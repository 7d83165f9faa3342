import pg from 'pg';
import { type Explained, explainStatement } from './explain.ts';
import { readStatements, type StatementReading } from './statement-readings.ts';

const CONNECT_MS = 3_000;
/** A little more than the statement time-out, so that PostgreSQL cancels a statement itself. */
const ANSWER_MS = 12_000;

/** A connection to PostgreSQL while no users are active. */
export interface Database {
  /**
   * The query plan of a read-only statement. If its values are known, it is executed, in a read-only
   * transaction that is rolled back.
   *
   * @throws with the reason if there is no plan
   */
  explain(statement: { text: string; values?: unknown[] }, limitMs: number): Promise<Explained>;
  /** @throws if `pg_stat_statements` cannot be read */
  readStatements(): Promise<StatementReading[]>;
  close(): Promise<void>;
}

/** @throws if it cannot be reached */
export async function openDatabase(url: string): Promise<Database> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'footfall',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
  });
  // If the connection is lost, the next statement reports it.
  client.on('error', () => {});
  await client.connect();
  /** Schemas outside the default search path in which tables were found. */
  const schemas: string[] = [];
  return {
    explain: (statement, limitMs) => explainStatement(client, statement, schemas, limitMs),
    readStatements: () => readStatements(client),
    close: () => client.end().catch(() => {}),
  };
}
