import type { Comparison } from '../../sample/comparison.ts';

/**
 * Whether every judged metric has an answer, so that measuring on would not change the verdict. A step that one side alone has
 * done so far may still come on the other.
 */
export function isResolved({ steps, onlyIn }: Comparison): boolean {
  const judged = steps.flatMap(({ metrics }) => metrics.filter(({ role }) => role === 'judged'));
  return onlyIn.length === 0 && judged.length > 0 && judged.every(({ outcome }) => outcome !== 'unresolved');
}
