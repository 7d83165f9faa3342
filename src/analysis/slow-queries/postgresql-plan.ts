import { amountOf, isObject, listOf, objectOf, textOf } from './json-values.ts';
import { present } from './present.ts';
import { DEEPEST } from './tree.ts';

/** One node of a PostgreSQL plan. Times and rows are totals over all its loops; a node that was not executed has none. */
export interface PlanNode {
  /** `Seq Scan on relations`. */
  label: string;
  type: string;
  relation?: string;
  index?: string;
  loops?: number;
  ms?: number;
  /** Without its children. */
  selfMs?: number;
  /** The planner's cost of all executions, without its children. */
  selfCost: number;
  rows?: number;
  estimatedRows?: number;
  /** Rows that its filters read and discarded. */
  removedRows?: number;
  filter?: string;
  /** What an index, a hash or a merge looks for. */
  condition?: string;
  /** `external merge`. */
  sortMethod?: string;
  sortKey?: string;
  /** Space that a sort or a hash needed on disk. */
  diskBytes?: number;
  hitBlocks?: number;
  readBlocks?: number;
  temporaryBlocks?: number;
  children: PlanNode[];
}

export interface Plan {
  root: PlanNode;
  planningMs?: number;
  /** Absent if the statement was only planned. */
  executionMs?: number;
}

/** Context that a node gets from its parent. */
interface Place {
  depth: number;
  /** Processes that share the work: their loops run in parallel. */
  processes: number;
  /** How often the planner expects the node to be executed; its costs are those of one execution. */
  runs: number;
  /** Time of each common table expression that has not yet been subtracted from a scan of it. */
  tablesMs: Map<string, number>;
}

/**
 * Reads the output of `EXPLAIN (FORMAT JSON)`, executed or not.
 * See https://www.postgresql.org/docs/current/using-explain.html
 *
 * @returns undefined if it is not a plan
 */
export function readPlan(answer: unknown): Plan | undefined {
  const explained = objectOf(Array.isArray(answer) ? answer[0] : answer);
  if (!isObject(explained.Plan)) return undefined;
  return {
    root: readNode(explained.Plan, { depth: 0, processes: 1, runs: 1, tablesMs: new Map() }),
    ...present({
      planningMs: amountOf(explained['Planning Time']),
      executionMs: amountOf(explained['Execution Time']),
    }),
  };
}

function readNode(value: Record<string, unknown>, place: Place): PlanNode {
  const type = textOf(value['Node Type']) ?? 'unknown node';
  const launched = amountOf(value['Workers Launched']);
  const below: Place = {
    ...place,
    depth: place.depth + 1,
    // The leader works too.
    processes: launched === undefined ? place.processes : launched + 1,
  };
  const parts = place.depth >= DEEPEST ? [] : listOf(value.Plans).filter(isObject);
  const runs = runsOf(parts, value);
  const children = parts.map((part, at) => readNode(part, { ...below, runs: place.runs * (runs[at] ?? 1) }));
  const loops = amountOf(value['Actual Loops']);
  const onceMs = amountOf(value['Actual Total Time']);
  const ms = loops && onceMs !== undefined ? (onceMs * loops) / Math.min(loops, place.processes) : undefined;
  const costBelow = parts.reduce((sum, part, at) => sum + costOf(part) * (runs[at] ?? 1), 0);
  rememberTable(value, ms, place);
  return {
    label: labelOf(value, type),
    type,
    selfCost: Math.max(0, costOf(value) - costBelow) * place.runs,
    ...present({
      relation: textOf(value['Relation Name']),
      index: textOf(value['Index Name']),
      loops,
      ms,
      selfMs: ms === undefined ? undefined : ownMs(value, ms, children, place),
      ...rowsOf(value, loops),
      ...conditionsOf(value),
      sortMethod: textOf(value['Sort Method']),
      sortKey: textOf(
        listOf(value['Sort Key'])
          .map((key) => textOf(key))
          .join(', '),
      ),
      diskBytes: diskBytesOf(value),
      hitBlocks: amountOf(value['Shared Hit Blocks']),
      readBlocks: amountOf(value['Shared Read Blocks']),
      temporaryBlocks: amountOf(value['Temp Written Blocks']),
    }),
    children,
  };
}

const costOf = (value: Record<string, unknown>): number => amountOf(value['Total Cost']) ?? 0;

/**
 * How often each child is executed in one execution of its parent: the inner side of a nested loop for each row of the outer
 * side, a sub-plan for each row that is tested. The planner gives the cost of one execution. Together the children never cost
 * more than the parent: results of repeated executions may be kept.
 */
function runsOf(parts: Record<string, unknown>[], whole: Record<string, unknown>): number[] {
  const outer = parts.find((part) => part['Parent Relationship'] === 'Outer') ?? whole;
  const rows = Math.max(1, amountOf(outer['Plan Rows']) ?? 1);
  let left = costOf(whole) - parts.reduce((sum, part) => sum + costOf(part), 0);
  return parts.map((part) => {
    const cost = costOf(part);
    if (!isRunForEachRow(part, whole) || cost <= 0) return 1;
    const again = Math.max(0, Math.min(rows - 1, left / cost));
    left -= again * cost;
    return 1 + again;
  });
}

function isRunForEachRow(part: Record<string, unknown>, whole: Record<string, unknown>): boolean {
  const relationship = part['Parent Relationship'];
  if (relationship === 'Inner') return whole['Node Type'] === 'Nested Loop';
  // A hashed sub-plan is executed once and looked up afterwards.
  return (
    relationship === 'SubPlan' && !JSON.stringify(ownTexts(whole)).includes(`hashed ${part['Subplan Name']}`)
  );
}

const ownTexts = ({ Plans: _, ...own }: Record<string, unknown>) => own;

function labelOf(value: Record<string, unknown>, type: string): string {
  const index = textOf(value['Index Name']);
  const on = textOf(value['Relation Name']) ?? textOf(value['CTE Name']) ?? textOf(value['Function Name']);
  const subplan = textOf(value['Subplan Name']);
  return [subplan && `${subplan}:`, type, index && `using ${index}`, on && `on ${on}`]
    .filter((word) => word !== undefined)
    .join(' ');
}

const tableName = (value: Record<string, unknown>): string | undefined =>
  /^CTE (.+)$/.exec(textOf(value['Subplan Name']) ?? '')?.[1];

/** The scans of a common table expression contain its time, although it is elsewhere in the tree. */
function rememberTable(value: Record<string, unknown>, ms: number | undefined, { tablesMs }: Place): void {
  const name = tableName(value);
  if (name !== undefined && ms !== undefined) tablesMs.set(name, ms);
}

function ownMs(
  value: Record<string, unknown>,
  ms: number,
  children: PlanNode[],
  { tablesMs }: Place,
): number {
  const childrenMs = children.reduce((sum, child) => sum + (child.ms ?? 0), 0);
  const left = Math.max(0, ms - childrenMs);
  const name = value['Node Type'] === 'CTE Scan' ? textOf(value['CTE Name']) : undefined;
  const charged = Math.min(left, (name !== undefined && tablesMs.get(name)) || 0);
  if (name !== undefined && charged > 0) tablesMs.set(name, (tablesMs.get(name) ?? 0) - charged);
  return left - charged;
}

/** PostgreSQL reports rows as the mean of the loops. */
function rowsOf(value: Record<string, unknown>, loops: number | undefined) {
  const ofAll = (rows: number | undefined) =>
    rows === undefined || loops === undefined ? undefined : Math.round(rows * loops);
  const removed = ['Rows Removed by Filter', 'Rows Removed by Join Filter', 'Rows Removed by Index Recheck']
    .map((name) => amountOf(value[name]))
    .filter((rows) => rows !== undefined);
  const estimated = amountOf(value['Plan Rows']);
  return {
    rows: ofAll(amountOf(value['Actual Rows'])),
    // If the node was not executed, this is the estimate for one loop.
    estimatedRows: loops ? ofAll(estimated) : estimated,
    removedRows: removed.length === 0 ? undefined : ofAll(removed.reduce((sum, rows) => sum + rows, 0)),
  };
}

function conditionsOf(value: Record<string, unknown>) {
  const first = (...names: string[]) =>
    names.map((name) => textOf(value[name])).find((text) => text !== undefined);
  return {
    filter: first('Filter', 'Join Filter'),
    condition: first('Index Cond', 'Recheck Cond', 'Hash Cond', 'Merge Cond'),
  };
}

/** For a sort that spilled, or the batches of a hash or an aggregate. The plan gives KiB. */
function diskBytesOf(value: Record<string, unknown>): number | undefined {
  const sorted = value['Sort Space Type'] === 'Disk' ? amountOf(value['Sort Space Used']) : undefined;
  const kibibytes = sorted ?? amountOf(value['Disk Usage']);
  return kibibytes ? kibibytes * 1024 : undefined;
}
