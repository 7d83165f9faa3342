import pg from 'pg';
import { hasPlaceholders, onlyReads, withoutEnd } from './read-only.ts';

/** PostgreSQL's response to `EXPLAIN`. */
export interface Explained {
  plan: unknown;
  /** Whether the statement was executed or only planned. */
  analysed: boolean;
}

const STATEMENT_MS = 10_000;
const LOCK_MS = 1_000;

/** First version of PostgreSQL that can plan without values. */
const GENERIC_PLAN_VERSION = 160_000;

const UNDEFINED_TABLE = '42P01';

/**
 * @param schemas in which tables were found so far; newly found ones are added
 * @throws with the reason if there is no plan
 */
export async function explainStatement(
  client: pg.Client,
  { text, values }: { text: string; values?: unknown[] },
  schemas: string[],
  limitMs: number,
): Promise<Explained> {
  if (!onlyReads(text)) throw new Error('it is not a read-only statement, so it was not replayed');
  const statement = withoutEnd(text);
  const analysed = values !== undefined || !hasPlaceholders(statement);
  const explain = () =>
    inReadOnlyTransaction(client, schemas, limitMs, () =>
      analysed ? analyse(client, statement, values ?? []) : planOnly(client, statement),
    );
  for (;;) {
    try {
      return { plan: await explain(), analysed };
    } catch (error) {
      const schema = await schemaOfMissing(client, error);
      if (schema === undefined || schemas.includes(schema)) throw error;
      schemas.push(schema);
    }
  }
}

/** Runs `act` in a read-only transaction, which is rolled back. */
async function inReadOnlyTransaction(
  client: pg.Client,
  schemas: string[],
  limitMs: number,
  act: () => Promise<unknown>,
): Promise<unknown> {
  await client.query('begin transaction read only');
  try {
    const statementMs = Math.max(1, Math.round(Math.min(STATEMENT_MS, limitMs)));
    await client.query(`set local statement_timeout = ${statementMs}`);
    await client.query(`set local lock_timeout = ${LOCK_MS}`);
    if (schemas.length > 0) {
      const path = schemas.map((schema) => pg.escapeIdentifier(schema)).join(', ');
      await client.query(
        `select /* footfall */ set_config('search_path', $1 || ', ' || current_setting('search_path'), true)`,
        [path],
      );
    }
    return await act();
  } finally {
    // A session-level advisory lock that the statement took survives the rollback.
    await client.query('rollback; select /* footfall */ pg_advisory_unlock_all()').catch(() => {});
  }
}

/** The extended protocol accepts only a single statement, whatever the text contains. */
async function analyse(client: pg.Client, text: string, values: unknown[]): Promise<unknown> {
  const query: pg.QueryConfig & { queryMode: 'extended' } = {
    text: `explain (analyze, buffers, format json) ${text}`,
    values,
    queryMode: 'extended',
  };
  return planOf(await client.query(query));
}

/** Only the simple protocol accepts unbound placeholders, but it would also accept several statements. */
async function planOnly(client: pg.Client, text: string): Promise<unknown> {
  const { rows } = await client.query<{ version: string }>(
    `select /* footfall */ current_setting('server_version_num') as version`,
  );
  if (Number(rows[0]?.version) < GENERIC_PLAN_VERSION) {
    throw new Error('its values are unknown, and only PostgreSQL 16 and later can plan without them');
  }
  if (text.includes(';')) throw new Error('it may contain several statements, so it was not planned');
  return planOf(await client.query(`explain (generic_plan, format json) ${text}`));
}

const planOf = ({ rows }: pg.QueryResult): unknown => rows[0]?.['QUERY PLAN'];

/**
 * The product may have another search path: finds the schema of the table that an error reports as missing,
 * the most used first.
 */
async function schemaOfMissing(client: pg.Client, error: unknown): Promise<string | undefined> {
  const { code, message } = error as { code?: unknown; message?: string };
  const table = /["«„“]([^"»”“]+)["»”“]/.exec(message ?? '')?.[1];
  if (code !== UNDEFINED_TABLE || table === undefined) return undefined;
  const { rows } = await client.query<{ schema: string }>(
    `select /* footfall */ nspname as schema
     from pg_class
     join pg_namespace on pg_namespace.oid = relnamespace
     left join pg_stat_all_tables as used on used.relid = pg_class.oid
     where pg_class.relname = $1 and relkind in ('r', 'p', 'v', 'm', 'f')
       and nspname !~ '^pg_' and nspname <> 'information_schema'
     order by coalesce(seq_scan, 0) + coalesce(idx_scan, 0) desc
     limit 1`,
    [table],
  );
  return rows[0]?.schema;
}
