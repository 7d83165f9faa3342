import type { Comparison } from '../../sample/comparison.ts';

/**
 * Whether every judged metric is resolved, so that measuring longer would not change the verdict. A step that only one side
 * has so far may still occur on the other.
 */
export function isResolved({ steps, onlyIn }: Comparison): boolean {
  const judged = steps.flatMap(({ metrics }) => metrics.filter(({ role }) => role === 'judged'));
  return onlyIn.length === 0 && judged.length > 0 && judged.every(({ outcome }) => outcome !== 'unresolved');
}
