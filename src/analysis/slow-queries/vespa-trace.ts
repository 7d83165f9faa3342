import type { TreeNode } from '../../sample/diagnosis.ts';
import { formatCount, formatDuration, formatShare, howMany } from '../../words/units.ts';
import { isObject, objectOf, shortened, textOf } from './json-values.ts';
import { present } from './present.ts';
import { bounded, nodesOf, treeNode } from './tree.ts';
import { readAnswer } from './vespa-answer.ts';
import { type Phase, spanTree } from './vespa-span.ts';
import { contentSpans } from './vespa-spans.ts';

/** Where a query spent its time in Vespa. */
export interface EngineTrace {
  tree: TreeNode;
  /** The costly part in words; absent if no part has a time. */
  finding?: string;
}

/** How many of the container's messages are shown at most, if the trace has no content node. */
const MOST_MESSAGES = 20;

/**
 * Reads the trace in a response of any Vespa version. Never throws, whatever the shape of the response.
 *
 * @param answer the profiled response; its times are longer than without profiling
 * @returns undefined if it has neither a trace nor times
 */
export function readVespaTrace(answer: unknown): EngineTrace | undefined {
  const { searchMs, queryMs, summaryMs, hits } = readAnswer(answer);
  const { trace } = objectOf(answer);
  const spans = contentSpans(trace).map((span) => ({ span, ...spanTree(span) }));
  const slowest = spans.toSorted((a, b) => b.span.durationMs - a.span.durationMs)[0];
  const phases = [...(slowest?.phases ?? [])];
  const children = spans.map(({ tree }) => tree);
  const add = (label: string, ms: number | undefined, detail: string) => {
    if (ms === undefined) return;
    const node = treeNode(label, { ms, detail });
    children.push(node);
    phases.push({ node, ms });
  };

  if (slowest?.span.waitedMs !== undefined) {
    const dispatchMs = Math.max(0, slowest.span.waitedMs - slowest.span.durationMs);
    add('dispatch', dispatchMs, 'between the container and the slowest content node: network and queue');
  }
  if (spans.length === 0) {
    children.push(...messagesOf(trace));
    add('matching and ranking', queryMs, 'as reported by Vespa');
  }
  add('summary fetch', summaryMs, 'as reported by Vespa');
  if (children.length === 0) return undefined;

  const ms = searchMs ?? slowest?.span.durationMs;
  const detail = hits === undefined ? undefined : `${howMany(hits, 'document')} found`;
  const tree = treeNode('search', { ms, detail, children });
  const finding = findingOf(phases, ms);
  return { tree: bounded(tree), ...present({ finding }) };
}

/** Marks the costly part and describes it. */
function findingOf(phases: Phase[], wholeMs: number | undefined): string | undefined {
  const [costliest] = phases.toSorted((a, b) => b.ms - a.ms);
  if (!costliest || costliest.ms === 0) return undefined;
  const { node, ms, scan } = costliest;
  const ofWhole =
    wholeMs === undefined || wholeMs < ms
      ? ''
      : ` of ${formatDuration(wholeMs)} (${formatShare(Math.round((ms / wholeMs) * 100) / 100)})`;
  const costly = costliestPart(node);
  costly.costly = true;
  const most = costly === node ? '' : `, most of it in ${described(costly)}`;
  const scanned = scan
    ? `; ${scan.label} has no fast-search: up to ${formatCount(scan.estimatedHits ?? 0)} documents are scanned`
    : '';
  return `${node.label} took ${formatDuration(ms)}${ofWhole}${most}${scanned}`;
}

/** The descendant with the longest own time, if that is at least a third of the whole; otherwise the node itself. */
function costliestPart(node: TreeNode): TreeNode {
  const ownMs = ({ selfMs, ms, children }: TreeNode) =>
    selfMs ?? (children.length === 0 ? ms : undefined) ?? 0;
  const [part] = [...nodesOf(node)].sort((a, b) => ownMs(b) - ownMs(a));
  return part && ownMs(part) >= (node.ms ?? 0) / 3 ? part : node;
}

const described = ({ label, detail }: TreeNode): string =>
  detail === undefined ? label : `${label} (${detail})`;

/** The container's messages, in order. */
function messagesOf(trace: unknown): TreeNode[] {
  const found: TreeNode[] = [];
  const ahead: unknown[] = [trace];
  while (ahead.length > 0 && found.length < MOST_MESSAGES) {
    const next = ahead.pop();
    if (!isObject(next)) continue;
    const message = textOf(next.message);
    if (message !== undefined) found.push(treeNode(shortened(message, 200)));
    if (Array.isArray(next.children)) for (const child of next.children.toReversed()) ahead.push(child);
  }
  return found;
}
