import type { TreeNode } from '../../sample/diagnosis.ts';
import { present } from './present.ts';

/** Deeper parts of a plan or a trace are left out: they are unreadable, and a hostile one could be endless. */
export const DEEPEST = 40;

const MOST_NODES = 400;

/** A node of a tree; unknown facts are left out. */
export function treeNode(label: string, facts: Omit<Partial<TreeNode>, 'label'> = {}): TreeNode {
  const { ms, selfMs, detail, children = [] } = facts;
  return { label, ...present({ ms, selfMs, detail: detail || undefined }), children };
}

/** The same tree cut to its first nodes, level by level, with a note if any are left out. */
export function bounded(root: TreeNode, most = MOST_NODES): TreeNode {
  let left = most - 1;
  let isWhole = true;
  const whole = treeCopy(root);
  const level: [from: TreeNode, to: TreeNode][] = [[root, whole]];
  for (let pair = level.shift(); pair !== undefined; pair = level.shift()) {
    const [from, to] = pair;
    for (const child of from.children) {
      if (left === 0) {
        isWhole = false;
        break;
      }
      left -= 1;
      const copy = treeCopy(child);
      to.children.push(copy);
      level.push([child, copy]);
    }
  }
  if (!isWhole) whole.children.push(treeNode('…', { detail: 'further parts are left out' }));
  return whole;
}

const treeCopy = (node: TreeNode): TreeNode => ({ ...node, children: [] });

/** The node and its descendants, each before its children. */
export function* nodesOf(root: TreeNode): Generator<TreeNode> {
  yield root;
  for (const child of root.children) yield* nodesOf(child);
}
