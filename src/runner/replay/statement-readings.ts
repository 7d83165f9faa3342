import pg from 'pg';
import type { AskedStatement } from './asked-statements.ts';

/** One statement in `pg_stat_statements` at one point in time. */
export interface StatementReading {
  id: string;
  /** With `$1` in place of values. */
  text: string;
  calls: number;
  totalMs: number;
}

/** What PostgreSQL shows in place of other users' statements to a user without the privilege to read them. */
export const hiddenText = '<insufficient privilege>';

/** First version of PostgreSQL that reports planning and execution time separately. */
const EXECUTION_TIME_VERSION = 130_000;

/** Statements that belong to no request: transactions, settings, deallocation of prepared statements. */
const housekeeping = /^\s*(?:begin|start|commit|end|rollback|set|reset|show|discard|deallocate|listen)\b/i;

/**
 * All statements of this database so far, except Footfall's own.
 *
 * @throws if the extension is missing or cannot be read, with what to do
 */
export async function readStatements(client: pg.Client): Promise<StatementReading[]> {
  const found = await client.query<{ schema: string | null; version: string }>(
    `select /* footfall */ current_setting('server_version_num') as version,
       (select nspname from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
        where extname = 'pg_stat_statements') as schema`,
  );
  const [facts] = found.rows;
  if (!facts?.schema) {
    throw new Error('pg_stat_statements is not installed: CREATE EXTENSION pg_stat_statements');
  }
  const total = Number(facts.version) >= EXECUTION_TIME_VERSION ? 'total_exec_time' : 'total_time';
  const { rows } = await client.query<{ id: string | null; text: string; calls: string; total: number }>(
    `select /* footfall */ queryid::text as id, query as text, sum(calls)::text as calls, sum(${total}) as total
     from ${pg.escapeIdentifier(facts.schema)}.pg_stat_statements
     where dbid = (select oid from pg_database where datname = current_database())
       and query not like '%/* footfall */%'
     group by queryid, query`,
  );
  return rows.map(({ id, text, calls, total: totalMs }) => ({
    id: id ?? 'hidden',
    text,
    calls: Number(calls),
    totalMs,
  }));
}

/** The statements executed between two readings, longest total time first. */
export function statementsBetween(before: StatementReading[], after: StatementReading[]): AskedStatement[] {
  const earlier = new Map(before.map((reading) => [reading.id, reading]));
  return after
    .map(({ id, text, calls, totalMs }) => ({
      text,
      calls: calls - (earlier.get(id)?.calls ?? 0),
      durationMs: Math.max(0, totalMs - (earlier.get(id)?.totalMs ?? 0)),
    }))
    .filter(({ text, calls }) => calls > 0 && !housekeeping.test(text))
    .sort((a, b) => b.durationMs - a.durationMs);
}
