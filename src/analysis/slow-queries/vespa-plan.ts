import type { TreeNode } from '../../sample/diagnosis.ts';
import { formatCount, howMany } from '../../words/units.ts';
import { amountOf, isObject, isTrue, objectOf, textOf } from './json-values.ts';
import { present } from './present.ts';
import { DEEPEST, treeNode } from './tree.ts';
import { allEntries, type ProfileEntry } from './vespa-profile.ts';

/** A part of Vespa's query plan (a blueprint), with the profiler's measurements. */
export interface PlanPart {
  label: string;
  id?: string;
  /** Documents that it is expected to find. */
  estimatedHits?: number;
  /** Documents on the content node. */
  documents?: number;
  /** Known for attributes only; an attribute without fast-search is scanned in full. */
  fastSearch?: boolean;
  seeks: number;
  ms: number;
  selfMs: number;
  isProfiled: boolean;
  children: PlanPart[];
}

/** @returns undefined if it is not a blueprint */
export function readPlanPart(value: unknown, depth = 0): PlanPart | undefined {
  if (!isObject(value) || depth > DEEPEST) return undefined;
  const { attribute } = value;
  const fastSearch = objectOf(attribute).fast_search;
  return {
    label: labelOf(value),
    ...present({
      id: textOf(value.id),
      estimatedHits: amountOf(objectOf(value.estimate).estHits),
      documents: amountOf(value.docid_limit),
      fastSearch: fastSearch === undefined ? undefined : isTrue(fastSearch),
    }),
    seeks: 0,
    ms: 0,
    selfMs: 0,
    isProfiled: false,
    children: childrenOf(value.children).flatMap((child) => readPlanPart(child, depth + 1) ?? []),
  };
}

/** Children are in an object, under the keys "[0]", "[1]", beside its type. */
function childrenOf(children: unknown): unknown[] {
  if (Array.isArray(children)) return children;
  return Object.entries(objectOf(children)).flatMap(([key, child]) => (/^\[\d+\]$/.test(key) ? [child] : []));
}

function labelOf(value: Record<string, unknown>): string {
  const type = shortName(textOf(value['[type]']) ?? 'unknown').replace(/Blueprint$/, '');
  const field = textOf(objectOf(value.attribute).name) ?? textOf(value.field_name);
  const term = textOf(value.query_term);
  const what = [field, term && `“${term}”`].filter((word) => word !== undefined).join(' contains ');
  return what === '' ? type : `${type} ${what}`;
}

/** `search::queryeval::AndSearchStrict<search::queryeval::NoUnpack>` is called `AndSearchStrict`. */
function shortName(name: string): string {
  return name.split('<')[0]?.split('::').at(-1) || name;
}

/**
 * Adds the match profiler's measurements to the parts that it names: by their ids, as in `[3]…::doSeek`, or by their position,
 * as in `/0/1/seek`. A measurement of several parts is divided among them, as Vespa's own tool does.
 *
 * @returns whether any measurement could be assigned
 */
export function addProfile(plan: PlanPart, entries: ProfileEntry[]): boolean {
  const byId = new Map<string, PlanPart>();
  index(plan, byId);
  let isPlaced = false;
  for (const entry of allEntries(entries)) {
    const parts = partsNamed(entry.name, plan, byId);
    for (const part of parts) {
      isPlaced = true;
      part.isProfiled = true;
      if (/(\/seek|::doSeek)$/.test(entry.name)) part.seeks += entry.count ?? 0;
      part.ms += (entry.ms ?? 0) / parts.length;
      part.selfMs += (entry.selfMs ?? 0) / parts.length;
    }
  }
  return isPlaced;
}

function index(part: PlanPart, byId: Map<string, PlanPart>): void {
  if (part.id !== undefined) byId.set(part.id, part);
  for (const child of part.children) index(child, byId);
}

function partsNamed(name: string, plan: PlanPart, byId: Map<string, PlanPart>): PlanPart[] {
  const ids = /^\[([\d,]+)\]/.exec(name)?.[1];
  if (ids !== undefined) return ids.split(',').flatMap((id) => byId.get(id) ?? []);
  if (!name.startsWith('/')) return [];
  let part: PlanPart | undefined = plan;
  for (const step of name.slice(1).split('/')) {
    if (!/^\d+$/.test(step)) break;
    part = part?.children[Number(step)];
  }
  return part ? [part] : [];
}

/** @param foundHits documents that the whole plan found, to compare with the estimate */
export function planTree(part: PlanPart, foundHits?: number): TreeNode {
  const { label, estimatedHits, documents, fastSearch, seeks, ms, selfMs, isProfiled } = part;
  const of = documents === undefined ? '' : ` of ${howMany(documents, 'document')}`;
  const detail = [
    foundHits === undefined ? undefined : `found ${formatCount(foundHits)}`,
    estimatedHits === undefined ? undefined : `estimated ${formatCount(estimatedHits)}${of}`,
    fastSearch === undefined ? undefined : fastSearch ? 'fast-search' : 'no fast-search',
    seeks === 0 ? undefined : `${formatCount(seeks)} seeks`,
  ];
  return treeNode(label, {
    detail: detail.filter((fact) => fact !== undefined).join(', '),
    ...(isProfiled && { ms, selfMs }),
    children: part.children.map((child) => planTree(child)),
  });
}

/** The attribute without fast-search with the largest scan, if that covers at least half of all documents. */
export function linearScan(plan: PlanPart): PlanPart | undefined {
  const { fastSearch, estimatedHits = 0, documents } = plan;
  const isScan = fastSearch === false && documents !== undefined && estimatedHits >= documents / 2;
  return [...(isScan ? [plan] : []), ...plan.children.flatMap((child) => linearScan(child) ?? [])].reduce<
    PlanPart | undefined
  >(
    (widest, part) => ((widest?.estimatedHits ?? -1) >= (part.estimatedHits ?? 0) ? widest : part),
    undefined,
  );
}
