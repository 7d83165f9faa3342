import type { TreeNode } from '../../sample/diagnosis.ts';
import { formatCount } from '../../words/units.ts';
import { amountOf, isObject, listOf, textOf } from './json-values.ts';
import { present } from './present.ts';
import { DEEPEST, treeNode } from './tree.ts';

/** A Vespa profiler's measurements of a task; a flat profiler gives its own time only. */
export interface ProfileEntry {
  name: string;
  count?: number;
  ms?: number;
  selfMs?: number;
  children: ProfileEntry[];
}

export function readProfile(roots: unknown, depth = 0): ProfileEntry[] {
  if (depth > DEEPEST) return [];
  return listOf(roots)
    .filter(isObject)
    .map((value) => {
      const children = readProfile(value.children, depth + 1);
      const totalMs = amountOf(value.total_time_ms);
      const ownMs = amountOf(value.self_time_ms);
      return {
        name: textOf(value.name) ?? 'unknown',
        ...present({
          count: amountOf(value.count),
          ms: totalMs ?? ownMs,
          // Older versions leave it out for entries without children.
          selfMs: ownMs ?? (children.length === 0 ? totalMs : undefined),
        }),
        children,
      };
    });
}

/** Each entry with its descendants. */
export function* allEntries(entries: ProfileEntry[]): Generator<ProfileEntry> {
  for (const entry of entries) {
    yield entry;
    yield* allEntries(entry.children);
  }
}

export function profileTree({ name, count, ms, selfMs, children }: ProfileEntry): TreeNode {
  const detail = count === undefined ? undefined : `${formatCount(count)} ×`;
  return treeNode(name, { ms, selfMs, detail, children: children.map(profileTree) });
}
