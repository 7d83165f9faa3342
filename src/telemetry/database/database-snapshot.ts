import { type DatabaseConnection, MARK } from './database-connection.ts';

/** Running totals of one statement, without its text. */
export interface StatementCounts {
  id: string;
  calls: number;
  totalMs: number;
  rows: number;
  sharedHitBlocks: number;
  sharedReadBlocks: number;
  tempWrittenBlocks: number;
}

interface TableCounts {
  id: string;
  name: string;
  liveRows: number;
  deadRows: number;
  changedRows: number;
  scans: number;
  scannedRows: number;
  indexScans: number;
  analyzedAt: string | null;
}

interface IndexCounts {
  id: string;
  name: string;
  table: string;
  scans: number;
}

interface Totals {
  hitBlocks: number;
  readBlocks: number;
  tempBytes: number;
}

/** The statistics of a database at one moment. */
export interface DatabaseSnapshot {
  /** By this process's `performance.now()`. */
  atMs: number;
  totals: Totals;
  tables: TableCounts[];
  indexes: IndexCounts[];
  /** Absent without `pg_stat_statements`. */
  statements?: StatementCounts[];
}

const TOTALS = `
  select ${MARK} blks_hit::float8 as "hitBlocks", blks_read::float8 as "readBlocks", temp_bytes::float8 as "tempBytes"
  from pg_stat_database where datname = current_database()`;

/** A crash of PostgreSQL loses the statistics: the row count is then that of the last analyze. */
const TABLES = `
  select ${MARK}
    relid::text as id,
    schemaname || '.' || pg_stat_user_tables.relname as name,
    (case when n_live_tup > 0 then n_live_tup else greatest(reltuples, 0) end)::float8 as "liveRows",
    n_dead_tup::float8 as "deadRows",
    n_mod_since_analyze::float8 as "changedRows",
    coalesce(seq_scan, 0)::float8 as scans,
    coalesce(seq_tup_read, 0)::float8 as "scannedRows",
    coalesce(idx_scan, 0)::float8 as "indexScans",
    to_char(
      greatest(last_analyze, last_autoanalyze) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'
    ) as "analyzedAt"
  from pg_stat_user_tables join pg_class on pg_class.oid = relid`;

const INDEXES = `
  select ${MARK}
    indexrelid::text as id,
    schemaname || '.' || indexrelname as name,
    schemaname || '.' || relname as "table",
    coalesce(idx_scan, 0)::float8 as scans
  from pg_stat_user_indexes`;

/** Texts are queried later, for a few statements only: reading all of them takes a while. */
const statementsIn = (schema: string) => `
  select ${MARK}
    queryid::text as id,
    sum(calls)::float8 as calls,
    sum(total_exec_time)::float8 as "totalMs",
    sum(rows)::float8 as rows,
    sum(shared_blks_hit)::float8 as "sharedHitBlocks",
    sum(shared_blks_read)::float8 as "sharedReadBlocks",
    sum(temp_blks_written)::float8 as "tempWrittenBlocks"
  from ${schema}.pg_stat_statements(false)
  where dbid = (select oid from pg_database where datname = current_database()) and queryid is not null
  group by queryid`;

/** @param statementsSchema schema of `pg_stat_statements`, if it can be read */
export async function takeSnapshot(
  connection: DatabaseConnection,
  signal: AbortSignal,
  statementsSchema: string | undefined,
): Promise<DatabaseSnapshot> {
  // First, because it changes while the others are read.
  const statements =
    statementsSchema === undefined
      ? undefined
      : await connection.ask<StatementCounts>(signal, statementsIn(statementsSchema));
  const atMs = performance.now();
  const [totals] = (await connection.ask<Totals>(signal, TOTALS)) as [Totals];
  const tables = await connection.ask<TableCounts>(signal, TABLES);
  const indexes = await connection.ask<IndexCounts>(signal, INDEXES);
  return { atMs, totals, tables, indexes, ...(statements && { statements }) };
}

/** Texts of statements by id, shortened; without those of users whose statements are hidden from Footfall. */
export async function readTexts(
  connection: DatabaseConnection,
  signal: AbortSignal,
  statementsSchema: string,
  ids: string[],
): Promise<Map<string, string>> {
  const rows = await connection.ask<{ id: string; text: string }>(
    signal,
    `select ${MARK} distinct on (queryid) queryid::text as id, left(query, 4000) as text
     from ${statementsSchema}.pg_stat_statements(true)
     where queryid = any($1::bigint[])
       and dbid = (select oid from pg_database where datname = current_database())`,
    [ids],
  );
  return new Map(rows.map(({ id, text }) => [id, text]));
}

/** Bytes of tables (with indexes and TOAST) and of indexes, by id. Those dropped since are missing. */
export async function readSizes(
  connection: DatabaseConnection,
  signal: AbortSignal,
  ids: string[],
): Promise<Map<string, number>> {
  const rows = await connection.ask<{ id: string; bytes: number | null }>(
    signal,
    `select ${MARK} id::text, pg_total_relation_size(id)::float8 as bytes from unnest($1::oid[]) as id`,
    [ids],
  );
  return new Map(rows.flatMap(({ id, bytes }) => (bytes === null ? [] : [[id, bytes]])));
}
