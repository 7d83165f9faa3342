import { formatBytes, formatCount, formatDuration, formatShare, howMany } from '../../words/units.ts';
import type { Plan, PlanNode } from './postgresql-plan.ts';

/** An estimate that is too low by this factor leads to a plan for a different situation. */
const MISLEADING = 100;

/** A plan that takes less in total has no costly node. */
const QUICK_MS = 1;

/** A node that runs this often is costly because of the repetition, however fast each run is. */
const MANY_LOOPS = 1000;

/**
 * The node that takes most of the time: the one with the longest own time. Among those that take at least half as long, the
 * one that reads and discards most rows: that is what an index could avoid. Without times, the planner's costs decide.
 */
export function costlyNode(plan: Plan): { node?: PlanNode; finding: string } {
  const wholeMs = plan.executionMs ?? plan.root.ms;
  if (wholeMs !== undefined && wholeMs < QUICK_MS) return { finding: 'fast: less than 1 ms' };
  const nodes = allNodes(plan.root);
  const weightOf = nodes.some(({ selfMs }) => selfMs !== undefined)
    ? ({ selfMs }: PlanNode) => selfMs ?? 0
    : ({ selfCost }: PlanNode) => selfCost;
  const heaviest = Math.max(...nodes.map(weightOf));
  const [node = plan.root] = nodes
    .filter((candidate) => weightOf(candidate) >= heaviest / 2)
    .sort((a, b) => (b.removedRows ?? 0) - (a.removedRows ?? 0) || weightOf(b) - weightOf(a));
  return { node, finding: findingOf(node, plan, wholeMs) };
}

const allNodes = (node: PlanNode): PlanNode[] => [node, ...node.children.flatMap(allNodes)];

function findingOf(node: PlanNode, plan: Plan, wholeMs: number | undefined): string {
  if (node.selfMs === undefined) {
    const wholeCost = allNodes(plan.root).reduce((sum, { selfCost }) => sum + selfCost, 0);
    const share =
      wholeCost > 0
        ? `, ${formatShare(Math.round((node.selfCost / wholeCost) * 100) / 100)} of the cost`
        : '';
    const filter = node.filter === undefined ? '' : `, with the filter ${node.filter}`;
    return `planned, not executed; the costliest part is ${node.label}${filter}${share}`;
  }
  const ofWhole = wholeMs === undefined || wholeMs < node.selfMs ? '' : ` of ${formatDuration(wholeMs)}`;
  return `${whatItDoes(node)}; it took ${formatDuration(node.selfMs)}${ofWhole}${misled(node)}`;
}

function whatItDoes(node: PlanNode): string {
  const { label, filter, index, rows = 0, removedRows = 0, loops = 1, diskBytes } = node;
  if (diskBytes !== undefined) {
    return `${label} does not fit into work_mem: ${formatBytes(diskBytes)} written to disk`;
  }
  if (removedRows > rows && filter !== undefined) {
    const read = formatCount(rows + removedRows);
    const from =
      index === undefined ? `${label} reads ${read} rows` : `${label} finds ${read} rows by the index`;
    return `${from} to keep ${formatCount(rows)}, by the filter ${filter}`;
  }
  if (loops >= MANY_LOOPS) return `${label} runs ${howMany(loops, 'time')}`;
  return `${label} finds ${howMany(rows, 'row')}`;
}

function misled({ rows, estimatedRows }: PlanNode): string {
  // Fewer rows than expected are no sign of a wrong estimate: a limit above may have stopped the node early.
  if (rows === undefined || estimatedRows === undefined || rows < MISLEADING * Math.max(1, estimatedRows)) {
    return '';
  }
  return `; PostgreSQL expected ${howMany(estimatedRows, 'row')} and found ${formatCount(rows)}`;
}
