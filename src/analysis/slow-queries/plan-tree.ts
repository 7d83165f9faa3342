import type { TreeNode } from '../../sample/diagnosis.ts';
import { formatBytes, formatCount, howMany } from '../../words/units.ts';
import type { PlanNode } from './postgresql-plan.ts';
import { treeNode } from './tree.ts';

/** A plan as a tree for the report: own times, rows estimated and found, filters, blocks. */
export function planTree(node: PlanNode, costly: PlanNode | undefined): TreeNode {
  const { label, ms, selfMs, children } = node;
  const tree = treeNode(label, {
    ms,
    selfMs,
    detail: detailOf(node),
    children: children.map((child) => planTree(child, costly)),
  });
  return node === costly ? { ...tree, costly: true } : tree;
}

/** @returns comma-separated facts, without those that PostgreSQL did not report */
function detailOf(node: PlanNode): string {
  const facts = [
    rowsOf(node),
    node.condition && `condition ${node.condition}`,
    filterOf(node),
    node.sortKey && `sorted by ${node.sortKey}`,
    spaceOf(node),
    blocksOf(node),
  ];
  return facts.filter((fact) => fact).join(', ');
}

function rowsOf({ loops, rows, estimatedRows }: PlanNode): string | undefined {
  if (loops === 0) return 'never executed';
  const estimated = estimatedRows === undefined ? undefined : `estimated ${howMany(estimatedRows, 'row')}`;
  if (rows === undefined) return estimated;
  const inLoops = loops !== undefined && loops > 1 ? ` in ${howMany(loops, 'loop')}` : '';
  return [`found ${howMany(rows, 'row')}${inLoops}`, estimated]
    .filter((fact) => fact !== undefined)
    .join(', ');
}

function filterOf({ filter, removedRows }: PlanNode): string | undefined {
  const removed = removedRows ? `removed ${howMany(removedRows, 'row')}` : undefined;
  if (filter === undefined) return removed;
  return removed ? `filter ${filter} ${removed}` : `filter ${filter}`;
}

function spaceOf({ sortMethod, diskBytes }: PlanNode): string | undefined {
  const disk = diskBytes === undefined ? undefined : `${formatBytes(diskBytes)} on disk`;
  return [sortMethod, disk].filter((fact) => fact !== undefined).join(', ') || undefined;
}

function blocksOf({ hitBlocks, readBlocks, temporaryBlocks }: PlanNode): string | undefined {
  const blocks = [
    hitBlocks ? `${formatCount(hitBlocks)} in memory` : undefined,
    readBlocks ? `${formatCount(readBlocks)} read` : undefined,
    temporaryBlocks ? `${formatCount(temporaryBlocks)} temporary` : undefined,
  ].filter((fact) => fact !== undefined);
  return blocks.length === 0 ? undefined : `blocks: ${blocks.join(', ')}`;
}
