import type { DatabaseSample } from '../../../sample/evidence.ts';
import { formatBytes, formatCount, formatDuration, howMany } from '../../../words/units.ts';
import {
  beginsWithAnything,
  type Condition,
  conditionsOf,
  hasAlternatives,
  isOrdered,
  isPattern,
} from '../conditions.ts';
import type { Evidence } from '../evidence.ts';
import { bytesOf } from '../memory-setting.ts';
import type { Finding, Rule } from '../rule.ts';
import { postgresql } from '../sources.ts';
import { sqlName } from '../sql-name.ts';
import { oneLine, type PlannedNode, plannedNodes } from '../statements.ts';
import { told } from '../told.ts';
import { wonInDatabase } from '../won-in-database.ts';

/** Reading this many rows one after another takes milliseconds. */
const MANY_ROWS = 10_000;

/** A full table scan with a filter. */
interface Scan extends PlannedNode {
  table: string;
  filter: string;
  conditions: Condition[];
  /** Rows that were read; absent if the plan was not executed. */
  readRows?: number;
}

/** Full table scans of many rows, by the plan or by the database's counters. Costly ones first. */
function scansOf(evidence: Evidence): Scan[] {
  return plannedNodes(evidence)
    .flatMap((planned): Scan[] => {
      const { type, relation, filter, rows, removedRows = 0 } = planned.node;
      if (type !== 'Seq Scan' || relation === undefined || filter === undefined) return [];
      const counts = tableOf(evidence, relation);
      const scan = { ...planned, table: counts?.name ?? relation, filter, conditions: conditionsOf(filter) };
      if (rows !== undefined) return [{ ...scan, readRows: rows + removedRows }];
      const isScannedOften =
        counts !== undefined && counts.scans >= 20 && counts.scannedRows >= MANY_ROWS * counts.scans;
      return isScannedOften ? [scan] : [];
    })
    .filter(({ readRows = MANY_ROWS }) => readRows >= MANY_ROWS)
    .sort((a, b) => (b.node.selfMs ?? 0) - (a.node.selfMs ?? 0));
}

/** The database's counters for a table that a plan names without its schema. */
const tableOf = ({ database }: Evidence, relation: string) =>
  (database?.tables ?? [])
    .filter(({ name }) => name.split('.').at(-1) === relation)
    .reduce<DatabaseSample['tables'][number] | undefined>(
      (most, table) => (most && most.scannedRows >= table.scannedRows ? most : table),
      undefined,
    );

const scanEvidence = ({ table, filter, node, readRows, text }: Scan): Finding['evidence'] => [
  ['Plan', `Seq Scan on ${table}`],
  ['Filter', oneLine(filter)],
  ...told('Rows read', readRows, formatCount),
  ...told('Rows kept', node.rows, formatCount),
  ...told('Time in this node, alone', node.selfMs, formatDuration),
  ['Statement', oneLine(text)],
];

const missingIndex: Rule = {
  id: 'database.missing-index',
  layer: 'database',
  title: 'An index is missing',
  source: postgresql('indexes-intro', 'Indexes'),
  weight: 'structural',
  find(evidence) {
    const found = scansOf(evidence).find(
      ({ conditions, node: { removedRows }, readRows }) =>
        conditions.some(isOrdered) &&
        !conditions.some(isPattern) &&
        (readRows === undefined || (removedRows ?? 0) >= 0.99 * readRows),
    );
    if (!found) return undefined;
    const { table, node, readRows, share, replay } = found;
    return {
      symptom:
        readRows === undefined
          ? `The whole table ${table} is read to find some of its rows.`
          : `${formatCount(readRows)} rows of ${table} are read to find ${formatCount(node.rows ?? 0)}.`,
      evidence: scanEvidence(found),
      change: {
        what: `Create an index on the columns of ${table} that the statement filters by.`,
        kind: 'sql',
        snippet: indexesFor(found)
          .map((columns) => `create index concurrently on ${sqlName(table)} (${columns.join(', ')});`)
          .join('\n'),
      },
      ...wonInDatabase(evidence, [replay], share),
    };
  },
};

/** The columns of each index. Conditions joined by OR need one index per column, not one on all of them. */
function indexesFor({ filter, conditions }: Scan): string[][] {
  if (!hasAlternatives(filter)) return [indexColumns(conditions)];
  return [...new Set(conditions.filter(isOrdered).map(({ of }) => of))].map((column) => [column]);
}

/** Columns compared for equality come first, then one with a range: further columns would not narrow the search. */
function indexColumns(conditions: Condition[]): string[] {
  const equal = conditions.filter(({ operator }) => operator === '=').map(({ of }) => of);
  const [range] = conditions.filter(
    (condition) => isOrdered(condition) && condition.operator !== '=' && !equal.includes(condition.of),
  );
  return [...new Set([...equal, ...(range ? [range.of] : [])])];
}

const patternSearch: Rule = {
  id: 'database.pattern-search',
  layer: 'database',
  title: 'A pattern search that no index supports',
  source: postgresql('pgtrgm', 'pg_trgm'),
  weight: 'structural',
  find(evidence) {
    const patternOf = ({ conditions }: Scan) =>
      conditions.find((condition) => isPattern(condition) && beginsWithAnything(condition) !== false);
    const found = scansOf(evidence).find((scan) => patternOf(scan) !== undefined);
    const pattern = found && patternOf(found);
    if (!found || !pattern) return undefined;
    const { table, readRows, share, replay } = found;
    const rows = readRows === undefined ? 'all' : formatCount(readRows);
    return {
      symptom: `A pattern without a fixed prefix is compared with ${rows} rows of ${table}, one by one.`,
      evidence: scanEvidence(found),
      change: {
        what: `Create a trigram index on ${pattern.of}, or search for texts that begin with the pattern, which a sorted index supports.`,
        kind: 'sql',
        snippet: `create extension if not exists pg_trgm;\ncreate index concurrently on ${sqlName(table)} using gin (${pattern.of} gin_trgm_ops);`,
      },
      ...wonInDatabase(evidence, [replay], share),
    };
  },
};

const sequentialScan: Rule = {
  id: 'database.sequential-scan',
  layer: 'database',
  title: 'A table is read in full',
  source: postgresql('using-explain', 'Using EXPLAIN'),
  yieldsTo: ['database.missing-index', 'database.pattern-search'],
  find(evidence) {
    const found = scansOf(evidence).find(({ node: { selfMs = 0 } }) => selfMs >= 20);
    if (!found) return undefined;
    return {
      symptom: `A request reads ${howMany(found.readRows ?? 0, 'row')} of ${found.table}, which takes ${formatDuration(found.node.selfMs ?? 0)} when the request runs alone.`,
      evidence: scanEvidence(found),
      change: {
        what: 'Read fewer rows, precompute the result in a separate table, or rewrite the condition so that an index supports it.',
        kind: 'sql',
      },
      ...wonInDatabase(evidence, [found.replay], found.share),
    };
  },
};

/** Larger values should not be set for a connection without further thought, so none is suggested. */
const MOST_WORK_MEMORY_MB = 256;

/** More than the current value; data on disk takes about three times the space in memory. */
function workMemory(diskBytes: number | undefined, now: string | undefined): string {
  const nowBytes = bytesOf(now);
  if (diskBytes === undefined || nowBytes === undefined) return '…';
  const megabytes = 2 ** Math.ceil(Math.log2(Math.max(3 * diskBytes, 2 * nowBytes, 2 ** 20) / 2 ** 20));
  return megabytes > MOST_WORK_MEMORY_MB ? '…' : `${megabytes}MB`;
}

const spilledSort: Rule = {
  id: 'database.spilled-sort',
  layer: 'database',
  title: 'A sort or hash does not fit into memory',
  source: postgresql('runtime-config-resource', 'Resource consumption: work_mem'),
  yieldsTo: ['database.missing-index'],
  find(evidence) {
    const found = plannedNodes(evidence).find(({ node }) => node.diskBytes !== undefined);
    if (!found) return undefined;
    const { node, text, share, replay } = found;
    return {
      symptom: 'A statement sorts or hashes more rows than fit into its memory, and writes them to disk.',
      evidence: [
        ['Plan', node.label],
        ...told('Written to disk', node.diskBytes, formatBytes),
        ...told('Time in this node, alone', node.selfMs, formatDuration),
        ...told('work_mem', evidence.database?.settings.work_mem, String),
        ['Statement', oneLine(text)],
      ],
      change: {
        what: 'Sort fewer rows (a limit, an index in this order), or give this statement more memory.',
        kind: 'sql',
        snippet: `set work_mem = '${workMemory(node.diskBytes, evidence.database?.settings.work_mem)}'; -- more than now, for this session; every sort of every connection may use this much`,
      },
      ...wonInDatabase(evidence, [replay], share),
    };
  },
};

export const databaseStatementRules: readonly Rule[] = [
  missingIndex,
  patternSearch,
  sequentialScan,
  spilledSort,
];
