import { pathText } from '../budgets/budget-problem.ts';

/** Where two values first differ. */
export interface Difference {
  /** A path such as `results.0.title`; empty for the whole value. */
  at: string;
  /** Undefined if the value is missing. */
  base: unknown;
  variant: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * The first difference between two JSON values, in the order of the base; undefined if there is none.
 *
 * @param ignored names of fields to ignore, at any depth
 */
export function firstDifference(
  base: unknown,
  variant: unknown,
  ignored: ReadonlySet<string>,
  path: readonly string[] = [],
): Difference | undefined {
  if (!isObject(base) || !isObject(variant) || Array.isArray(base) !== Array.isArray(variant)) {
    return base === variant ? undefined : { at: pathText(path), base, variant };
  }
  for (const key of new Set([...Object.keys(base), ...Object.keys(variant)])) {
    if (ignored.has(key)) continue;
    const own = (value: Record<string, unknown>) => (Object.hasOwn(value, key) ? value[key] : undefined);
    const found = firstDifference(own(base), own(variant), ignored, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}
