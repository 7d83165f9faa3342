import { reasonOf } from '../reason.ts';
import type { Shortfall } from '../shortfall.ts';
import { type DatabaseConnection, MARK } from './database-connection.ts';

/** What does not change during a run. */
export interface DatabaseFacts {
  version: string;
  /** Settings that advice uses, by name, with units. */
  settings: Record<string, string>;
  /** Schema of `pg_stat_statements`, quoted if necessary; absent if the view cannot be read. */
  statementsSchema?: string;
  /** What cannot be read, and what to grant. */
  shortfalls: Shortfall[];
}

const SETTINGS = [
  'shared_buffers',
  'work_mem',
  'max_connections',
  'random_page_cost',
  'effective_cache_size',
  'jit',
  'statement_timeout',
  'auto_explain.log_min_duration',
];

const SESSION = `
  select ${MARK}
    current_setting('server_version') as version,
    quote_ident(current_user) as "user",
    pg_has_role('pg_read_all_stats', 'usage') as "seesAll",
    exists (
      select from pg_stat_activity
      where datid is not null and usesysid <> (select oid from pg_roles where rolname = current_user)
    ) as "hasOthers",
    (
      select quote_ident(nspname)
      from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
      where extname = 'pg_stat_statements'
    ) as "statementsSchema"`;

interface Session {
  version: string;
  user: string;
  seesAll: boolean;
  hasOthers: boolean;
  statementsSchema: string | null;
}

/** Reads version, settings and permissions, and whether statement statistics are available. */
export async function readFacts(connection: DatabaseConnection, signal: AbortSignal): Promise<DatabaseFacts> {
  const [session] = (await connection.ask<Session>(signal, SESSION)) as [Session];
  const settings = await connection.ask<{ name: string; value: string }>(
    signal,
    `select ${MARK} name, current_setting(name) as value from pg_settings where name = any($1)`,
    [SETTINGS],
  );
  const shortfalls: Shortfall[] = [];
  if (!session.seesAll && session.hasOthers) {
    shortfalls.push({
      message: 'waits and statements of other users are hidden',
      grant: `GRANT pg_read_all_stats TO ${session.user}`,
    });
  }
  const statements = await findStatements(connection, signal, session.statementsSchema);
  if ('message' in statements) shortfalls.push(statements);
  return {
    version: session.version,
    settings: Object.fromEntries(settings.map(({ name, value }) => [name, value])),
    ...('schema' in statements && { statementsSchema: statements.schema }),
    shortfalls,
  };
}

/** It is not enough that the extension is installed: its library must be loaded too. */
async function findStatements(
  connection: DatabaseConnection,
  signal: AbortSignal,
  schema: string | null,
): Promise<{ schema: string } | Shortfall> {
  if (schema === null) {
    return {
      message: 'statements are not counted: pg_stat_statements is not installed',
      grant: "CREATE EXTENSION pg_stat_statements (with shared_preload_libraries = 'pg_stat_statements')",
    };
  }
  try {
    await connection.ask(signal, `select ${MARK} from ${schema}.pg_stat_statements(false) limit 1`);
    return { schema };
  } catch (error) {
    return {
      message: `pg_stat_statements cannot be read: ${reasonOf(error)}`,
      grant: "shared_preload_libraries = 'pg_stat_statements' in postgresql.conf, and a restart",
    };
  }
}
