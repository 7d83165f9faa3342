import pg from 'pg';
import { type Explained, explainStatement } from './explain.ts';
import { readStatements, type StatementReading } from './statement-readings.ts';

const CONNECT_MS = 3_000;
/** A little more than the statements' own limit, so that PostgreSQL ends them itself. */
const ANSWER_MS = 12_000;

/** PostgreSQL, asked by nobody but us. */
export interface Database {
  /**
   * The plan of a statement that only reads. With its values it is executed, in a transaction that cannot write and is rolled back.
   *
   * @throws with the reason when there is none
   */
  explain(statement: { text: string; values?: unknown[] }, limitMs: number): Promise<Explained>;
  /** @throws when `pg_stat_statements` cannot be read */
  readStatements(): Promise<StatementReading[]>;
  close(): Promise<void>;
}

/** @throws when it cannot be reached */
export async function openDatabase(url: string): Promise<Database> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'footfall',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
  });
  // A connection that is lost is told by the next statement.
  client.on('error', () => {});
  await client.connect();
  /** Schemas in which tables were found that the usual search path does not reach. */
  const schemas: string[] = [];
  return {
    explain: (statement, limitMs) => explainStatement(client, statement, schemas, limitMs),
    readStatements: () => readStatements(client),
    close: () => client.end().catch(() => {}),
  };
}
