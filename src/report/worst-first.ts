import type { BudgetResult } from '../sample/analysis.ts';
import { isLeast, shownOutcome } from '../words/budget-words.ts';

const rank = { fail: 0, inconclusive: 1, warn: 2, pass: 3 };

/** The share of its limit that a result uses: above 1 the limit is missed. `undefined` without an observed value or a limit. */
export function usedShare(result: BudgetResult): number | undefined {
  const { observed, limit } = result;
  if (observed === undefined || limit === undefined) return undefined;
  if (isLeast(result)) return observed > 0 ? limit / observed : Number.POSITIVE_INFINITY;
  if (limit === 0) return observed > 0 ? Number.POSITIVE_INFINITY : 0;
  return observed / limit;
}

/** Failed, inconclusive, warnings, then passed; within each, the results that use most of their limit first. */
export function worstFirst(results: BudgetResult[]): BudgetResult[] {
  return results.toSorted(
    (a, b) => rank[shownOutcome(a)] - rank[shownOutcome(b)] || (usedShare(b) ?? 0) - (usedShare(a) ?? 0),
  );
}
