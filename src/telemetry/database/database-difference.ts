import type { DatabaseSample, StatementSample } from '../../sample/evidence.ts';
import { MARK } from './database-connection.ts';
import type { DatabaseSnapshot, StatementCounts } from './database-snapshot.ts';

/** What happened between two snapshots. */
interface DatabaseDifference {
  overMs: number;
  tables: DatabaseSample['tables'];
  indexes: DatabaseSample['indexes'];
  cacheHitShare?: number;
  tempBytes: number;
}

const MOST_STATEMENTS = 50;

/** Statements that set a password contain it in plain text. */
const HOLDS_SECRET = /^\s*(?:create|alter)\s+(?:role|user|group|subscription|server|foreign)\b/i;

/** @param sizes bytes of tables and indexes by id */
export function differenceOf(
  before: DatabaseSnapshot,
  after: DatabaseSnapshot,
  sizes: Map<string, number>,
): DatabaseDifference {
  const tablesBefore = new Map(before.tables.map((table) => [table.id, table]));
  const indexesBefore = new Map(before.indexes.map((index) => [index.id, index]));
  const hits = added(before.totals.hitBlocks, after.totals.hitBlocks);
  const reads = added(before.totals.readBlocks, after.totals.readBlocks);
  return {
    overMs: after.atMs - before.atMs,
    tables: after.tables.map(({ id, analyzedAt, ...table }) => {
      const from = tablesBefore.get(id);
      return {
        name: table.name,
        liveRows: Math.round(table.liveRows),
        deadRows: Math.round(table.deadRows),
        changedRows: Math.round(table.changedRows),
        scans: added(from?.scans, table.scans),
        scannedRows: added(from?.scannedRows, table.scannedRows),
        indexScans: added(from?.indexScans, table.indexScans),
        ...bytesOf(sizes.get(id)),
        ...(analyzedAt !== null && { analyzedAt }),
      };
    }),
    indexes: after.indexes.map(({ id, name, table, scans }) => ({
      name,
      table,
      scans: added(indexesBefore.get(id)?.scans, scans),
      ...bytesOf(sizes.get(id)),
    })),
    ...(hits + reads > 0 && { cacheHitShare: hits / (hits + reads) }),
    tempBytes: added(before.totals.tempBytes, after.totals.tempBytes),
  };
}

const bytesOf = (bytes: number | undefined) => (bytes === undefined ? {} : { bytes });

/** The statements between two snapshots, most time first, including Footfall's own; they have no text yet. */
export function statementDifferences(before: StatementCounts[], after: StatementCounts[]): StatementCounts[] {
  const earlier = new Map(before.map((statement) => [statement.id, statement]));
  return after
    .map((statement) => {
      const from = earlier.get(statement.id);
      // Fewer calls than before: the statistics were reset.
      return from && from.calls <= statement.calls ? subtract(statement, from) : statement;
    })
    .filter(({ calls }) => calls > 0)
    .sort((one, other) => other.totalMs - one.totalMs);
}

/** Adds texts; drops Footfall's own statements, those with hidden text, and all after `MOST_STATEMENTS`. */
export function withTexts(statements: StatementCounts[], texts: Map<string, string>): StatementSample[] {
  return statements
    .flatMap((statement) => {
      const text = texts.get(statement.id);
      if (text === undefined || text.includes(MARK) || HOLDS_SECRET.test(text)) return [];
      return [{ ...statement, text }];
    })
    .slice(0, MOST_STATEMENTS);
}

function subtract(after: StatementCounts, before: StatementCounts): StatementCounts {
  return {
    id: after.id,
    calls: after.calls - before.calls,
    totalMs: added(before.totalMs, after.totalMs),
    rows: added(before.rows, after.rows),
    sharedHitBlocks: added(before.sharedHitBlocks, after.sharedHitBlocks),
    sharedReadBlocks: added(before.sharedReadBlocks, after.sharedReadBlocks),
    tempWrittenBlocks: added(before.tempWrittenBlocks, after.tempWrittenBlocks),
  };
}

/** A counter that became smaller was reset: its value is what it has counted since. */
function added(before: number | undefined, after: number): number {
  return before === undefined || after < before ? after : after - before;
}
