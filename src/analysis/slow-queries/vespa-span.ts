import type { TreeNode } from '../../sample/diagnosis.ts';
import { amountOf, listOf, objectOf, textOf } from './json-values.ts';
import { treeNode } from './tree.ts';
import { addProfile, linearScan, type PlanPart, planTree, readPlanPart } from './vespa-plan.ts';
import { readProfile } from './vespa-profile.ts';
import type { ContentSpan } from './vespa-spans.ts';
import {
  entriesOf,
  groupTree,
  labelOfTag,
  matchingAndRanking,
  partTree,
  profilerTree,
  type TraceEntry,
} from './vespa-timeline.ts';

/** A part of the work that may be the costly one. */
export interface Phase {
  node: TreeNode;
  ms: number;
  /** An attribute that matching scans in full. */
  scan?: PlanPart;
}

/** The work of one content node, as a tree, and its phases. */
export function spanTree(span: ContentSpan): { tree: TreeNode; phases: Phase[] } {
  const entries = entriesOf(span.traces);
  const isTagged = ({ tag, optimized, threads }: TraceEntry) =>
    tag !== undefined || optimized !== undefined || threads !== undefined;
  // Older versions have the setup events beside the other parts, not in their own part.
  const loose = entries.filter((entry) => !isTagged(entry));
  const reply = textOf(entries.find(({ tag }) => tag === 'query_reply')?.event);
  const foundHits = amountOf(/from total (\d+)/.exec(reply ?? '')?.[1]);
  const plan = entries.map(({ optimized }) => readPlanPart(optimized)).find((part) => part !== undefined);

  const phases: Phase[] = [];
  const children: TreeNode[] = loose.length === 0 ? [] : [groupTree('setup', loose)];
  let isPlanShown = plan === undefined;
  for (const entry of entries.filter(isTagged)) {
    if (entry.optimized !== undefined || entry.tag === 'query_start' || entry.tag === 'query_reply') continue;
    if (Array.isArray(entry.threads) && (entry.tag === undefined || entry.tag === 'query_execution')) {
      const execution = executionTree(entry, plan, foundHits);
      children.push(execution.tree);
      phases.push(...execution.phases);
      isPlanShown ||= execution.isPlanShown;
    } else {
      children.push(...[partTree(entry, 1)].filter((part) => part !== undefined));
    }
  }
  if (plan && !isPlanShown) children.push(treeNode('query plan', { children: [planTree(plan, foundHits)] }));
  const setup = children.find(({ label }) => label === 'setup');
  if (setup?.ms !== undefined) phases.push({ node: setup, ms: setup.ms });
  const { node, documentType, durationMs } = span;
  const tree = treeNode(`content node ${node}${documentType ? `, ${documentType}` : ''}`, {
    ms: durationMs,
    detail: reply,
    children,
  });
  return { tree, phases };
}

/** Shows the slowest thread in full and the others in one line each: they do the same with other documents. */
function executionTree(entry: TraceEntry, plan: PlanPart | undefined, foundHits: number | undefined) {
  const threads = listOf(entry.threads).map((thread, index) => {
    const entries = entriesOf(objectOf(thread).traces);
    const profiledMs = entries.reduce((sum, { total_time_ms }) => sum + (amountOf(total_time_ms) ?? 0), 0);
    const { ms } = groupTree('', entries);
    return { index, entries, ms, workMs: profiledMs || (ms ?? 0) };
  });
  const [slowest, ...others] = threads.toSorted((a, b) => b.workMs - a.workMs);
  const label = labelOfTag(entry.tag ?? 'query_execution');
  if (!slowest) return { tree: treeNode(label), phases: [], isPlanShown: false };
  const of = others.length === 0 ? '' : `, the slowest of ${threads.length}`;
  const found = threadTree(`thread ${slowest.index}${of}`, slowest.entries, plan, foundHits);
  const rest = others
    .toSorted((a, b) => a.index - b.index)
    .map(({ index, ms }) => treeNode(`thread ${index}`, { ms }));
  return { ...found, tree: treeNode(label, { children: [found.tree, ...rest] }) };
}

function threadTree(
  label: string,
  entries: TraceEntry[],
  plan: PlanPart | undefined,
  foundHits: number | undefined,
): { tree: TreeNode; phases: Phase[]; isPlanShown: boolean } {
  const isProfile = ({ tag }: TraceEntry) =>
    tag === 'match_profiling' || tag === 'first_phase_profiling' || tag === 'second_phase_profiling';
  const tree = groupTree(
    label,
    entries.filter((entry) => !isProfile(entry)),
  );
  const together = tree.children.find((child) => child.label === matchingAndRanking);
  const scan = plan && linearScan(plan);
  const phases: Phase[] = [];
  let isPlanShown = false;
  for (const entry of entries.filter(isProfile)) {
    const node = profilerTree(entry);
    const isMatching = entry.tag === 'match_profiling';
    if (isMatching && plan && addProfile(plan, readProfile(entry.roots))) {
      node.children = [planTree(plan, foundHits)];
      isPlanShown = true;
    }
    const parent = together && entry.tag !== 'second_phase_profiling' ? together : tree;
    parent.children.push(node);
    if (node.ms !== undefined) phases.push({ node, ms: node.ms, ...(isMatching && scan && { scan }) });
  }
  const isSplit = phases.some(({ node }) => together?.children.includes(node));
  if (together?.ms !== undefined && !isSplit) {
    phases.push({ node: together, ms: together.ms, ...(scan && { scan }) });
  }
  return { tree, phases, isPlanShown };
}
