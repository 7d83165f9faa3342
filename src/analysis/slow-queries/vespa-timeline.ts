import type { TreeNode } from '../../sample/diagnosis.ts';
import { amountOf, isObject, listOf, numberOf, objectOf, textOf } from './json-values.ts';
import { DEEPEST, treeNode } from './tree.ts';
import { planTree, readPlanPart } from './vespa-plan.ts';
import { profileTree, readProfile } from './vespa-profile.ts';
import { between } from './vespa-spans.ts';

/** One entry of a content node's trace: an event with its timestamp, or a tagged part with entries inside. */
export type TraceEntry = Record<string, unknown>;

export const entriesOf = (traces: unknown): TraceEntry[] => listOf(traces).filter(isObject);

export const matchingAndRanking = 'matching and first-phase ranking';
const postings = 'dictionary lookups and posting lists';

/** Vespa's event names, old and new, in plain words. */
const plainWords: Record<string, string> = {
  'Perform dictionary lookups and posting lists initialization': postings,
  'MTF: Fetch Postings': postings,
  'Start match and first phase rank': matchingAndRanking,
};

const tagWords: Record<string, string> = {
  query_setup: 'setup',
  query_execution_plan: 'query plan',
  query_execution: 'matching and ranking',
  match_profiling: 'matching',
  first_phase_profiling: 'first-phase ranking',
  second_phase_profiling: 'second-phase ranking',
};

export function labelOfTag(tag: unknown): string {
  const name = textOf(tag) ?? 'unnamed part';
  return (Object.hasOwn(tagWords, name) ? tagWords[name] : undefined) ?? name.replaceAll('_', ' ');
}

/**
 * A sequence of entries: each event lasts until the next one. Timestamps count from the arrival of the query.
 *
 * @param endMs when the last entry ended, if known
 */
export function groupTree(label: string, entries: TraceEntry[], endMs?: number, depth = 0): TreeNode {
  if (depth > DEEPEST) return treeNode(label, { detail: 'deeper parts are left out' });
  const stamps = entries.map(beginOf);
  const known = stamps.filter((stamp) => stamp !== undefined);
  const lastMs = endMs ?? (known.length > 1 ? known.at(-1) : undefined);
  const children: TreeNode[] = [];
  let nextMs = endMs;
  for (const [place, entry] of [...entries.entries()].reverse()) {
    const child = eventTree(entry, nextMs) ?? partTree(entry, depth + 1);
    if (child) children.push(child);
    nextMs = stamps[place] ?? nextMs;
  }
  return treeNode(label, { ms: between(known[0], lastMs), children: children.reverse() });
}

function eventTree(entry: TraceEntry, nextMs: number | undefined): TreeNode | undefined {
  const event = textOf(entry.event);
  if (event === undefined) return undefined;
  const words = Object.hasOwn(plainWords, event) ? plainWords[event] : undefined;
  return treeNode(words ?? event, { ms: between(beginOf(entry), nextMs), detail: words && event });
}

/** A tagged part, even with an unknown tag; undefined if there is nothing to show. */
export function partTree(entry: TraceEntry, depth: number): TreeNode | undefined {
  const label = labelOfTag(entry.tag);
  if (Array.isArray(entry.threads)) {
    const threads = entry.threads.map((thread, index) =>
      groupTree(`thread ${index}`, entriesOf(objectOf(thread).traces), undefined, depth + 1),
    );
    return treeNode(label, { children: threads });
  }
  if (Array.isArray(entry.traces)) {
    return groupTree(label, entriesOf(entry.traces), numberOf(entry.timestamp_ms), depth);
  }
  const plan = readPlanPart(entry.optimized);
  if (plan) return treeNode(label, { children: [planTree(plan)] });
  return entry.tag === undefined ? undefined : profilerTree(entry);
}

export function profilerTree(entry: TraceEntry): TreeNode {
  return treeNode(labelOfTag(entry.tag), {
    ms: amountOf(entry.total_time_ms),
    detail: textOf(entry.message, 120),
    children: readProfile(entry.roots).map(profileTree),
  });
}

/** The timestamp of a tagged part is its end; its first event has the start. */
function beginOf(entry: TraceEntry): number | undefined {
  const [first] = entriesOf(entry.traces);
  return numberOf(first?.timestamp_ms) ?? numberOf(entry.timestamp_ms);
}
