import { MARK } from './database-connection.ts';

/** Everything that is read once a second, in one row. */
export interface DatabaseReading {
  connections: number;
  activeConnections: number;
  idleInTransaction: number;
  lockWaiting: number;
  maxConnections: number;
  /** `type: event` of each active session that is waiting. */
  waits: string[];
  /** Since the last reset of the database's statistics. */
  transactions: number;
  tempBytes: number;
  hitBlocks: number;
  readBlocks: number;
}

/**
 * Sessions of other clients in all databases, since they share the connection limit; counters of this
 * database only. The activity and type of a session are hidden from users without `pg_read_all_stats`: any
 * session in a database then counts as a client.
 */
export const READING = `
  select ${MARK} sessions.*, counts.*, current_setting('max_connections')::int as "maxConnections"
  from (
    select
      count(*)::int as connections,
      (count(*) filter (where state = 'active'))::int as "activeConnections",
      (count(*) filter (where state like 'idle in transaction%'))::int as "idleInTransaction",
      (count(*) filter (where wait_event_type = 'Lock'))::int as "lockWaiting",
      coalesce(
        array_agg(wait_event_type || ': ' || wait_event)
          filter (where state = 'active' and wait_event_type is not null),
        '{}'
      ) as waits
    from pg_stat_activity
    where coalesce(backend_type, 'client backend') = 'client backend'
      and datid is not null
      and pid <> pg_backend_pid()
  ) sessions, (
    select
      (xact_commit + xact_rollback)::float8 as transactions,
      temp_bytes::float8 as "tempBytes",
      blks_hit::float8 as "hitBlocks",
      blks_read::float8 as "readBlocks"
    from pg_stat_database
    where datname = current_database()
  ) counts`;

/** The values of a reading, given the previous one. The transactions include Footfall's own query. */
export function readingValues(before: DatabaseReading, after: DatabaseReading): Record<string, number> {
  const { connections, activeConnections, idleInTransaction, lockWaiting, maxConnections } = after;
  const hits = after.hitBlocks - before.hitBlocks;
  const reads = after.readBlocks - before.readBlocks;
  return {
    connections,
    activeConnections,
    idleInTransaction,
    lockWaiting,
    maxConnections,
    ...increment('transactions', before, after),
    ...increment('tempBytes', before, after),
    ...(hits >= 0 && reads >= 0 && hits + reads > 0 && { cacheHitShare: hits / (hits + reads) }),
  };
}

/** If the statistics were reset, nothing is known about this interval. */
function increment(
  name: 'transactions' | 'tempBytes',
  before: DatabaseReading,
  after: DatabaseReading,
): Record<string, number> {
  const added = after[name] - before[name];
  return added >= 0 ? { [name]: added } : {};
}
