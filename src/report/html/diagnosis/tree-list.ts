import type { TreeNode } from '../../../sample/diagnosis.ts';
import { formatCount, formatDuration, howMany } from '../../../words/units.ts';
import { percentOf } from '../charts/scale.ts';
import { html, type Markup } from '../markup.ts';

/** Deeper nodes are folded, unless they take the time. */
const deepestOpen = 3;
/** Limits of what is readable on a page. */
const deepest = 40;
const mostChildren = 30;

/** For a leaf, all of its time is self time. */
const selfOf = ({ selfMs, ms, children }: TreeNode) => selfMs ?? (children.length === 0 ? ms : undefined);

const isCostly = (node: TreeNode): boolean => node.costly === true || node.children.some(isCostly);

const countOf = ({ children }: TreeNode): number =>
  children.reduce((sum, child) => sum + 1 + countOf(child), 0);

function time(node: TreeNode): Markup | undefined {
  const { ms } = node;
  const self = selfOf(node);
  if (self === undefined) return ms === undefined ? undefined : html`<b>${formatDuration(ms)}</b>`;
  return html`<b>${formatDuration(self)}</b>${ms !== undefined && formatDuration(ms) !== formatDuration(self) && html`<small>of ${formatDuration(ms)}</small>`}`;
}

function line(node: TreeNode, wholeMs: number): Markup {
  const self = selfOf(node);
  return html`<div class="node${node.costly === true && ' costly'}">
      <span class="what">${node.label.slice(0, 200)}${node.costly === true && html` <b class="tag">costly</b>`}${node.detail !== undefined && html`<small>${node.detail.slice(0, 500)}</small>`}</span>
      <span class="self" aria-hidden="true">${self !== undefined && self > 0 && html`<i style="width:${percentOf(self, wholeMs)}%"></i>`}</span>
      <span class="ms">${time(node)}</span>
    </div>`;
}

function below(node: TreeNode, wholeMs: number, depth: number): Markup | undefined {
  const { children } = node;
  if (children.length === 0) return undefined;
  const more = children.length - mostChildren;
  if (depth >= deepest) return html`<p class="rest">${formatCount(countOf(node))} more in analysis.json.</p>`;
  const list = html`<ul>${children.slice(0, mostChildren).map((child) => item(child, wholeMs, depth + 1))}${more > 0 && html`<li class="rest">${formatCount(more)} more in analysis.json.</li>`}</ul>`;
  // One fold is enough: everything below it is open.
  if (depth !== deepestOpen) return list;
  const count = countOf(node);
  return html`<details${children.some(isCostly) && html` open`}><summary>${howMany(count, 'part')} below</summary>${list}</details>`;
}

const item = (node: TreeNode, wholeMs: number, depth: number): Markup =>
  html`<li>${line(node, wholeMs)}${below(node, wholeMs, depth)}</li>`;

const longestSelf = (node: TreeNode): number =>
  Math.max(selfOf(node) ?? 0, ...node.children.map(longestSelf));

/** A plan or a trace as nested lists. The bars show the self time of each node, relative to the whole. */
export function treeList(root: TreeNode, name: string): Markup {
  const wholeMs = root.ms ?? longestSelf(root);
  return html`<ul class="tree" aria-label="${name}">${item(root, wholeMs, 0)}</ul>`;
}
