import { pathText } from '../budgets/budget-problem.ts';

/** Where two values first differ. */
export interface Difference {
  /** Such as `results.0.title`; empty for the whole. */
  at: string;
  /** Undefined where there is nothing. */
  base: unknown;
  variant: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * The first difference of two values out of JSON, in the order of the base; undefined when there is none.
 *
 * @param ignored names of fields that do not count, wherever they stand
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
