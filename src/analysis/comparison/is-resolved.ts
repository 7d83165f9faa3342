import type { Comparison } from '../../sample/comparison.ts';

/** Whether every judged metric has an answer, so that measuring on would not change the verdict. */
export function isResolved({ steps }: Comparison): boolean {
  const judged = steps.flatMap(({ metrics }) => metrics.filter(({ role }) => role === 'judged'));
  return judged.length > 0 && judged.every(({ outcome }) => outcome !== 'unresolved');
}
