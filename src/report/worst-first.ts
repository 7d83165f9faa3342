import type { BudgetResult } from '../sample/analysis.ts';
import { isLeast, shownOutcome } from '../words/budget-words.ts';

const rank = { fail: 0, inconclusive: 1, warn: 2, pass: 3 };

/** How much of its limit a result uses: 1 is the limit, more is missed. Absent without an observation or a limit. */
export function usedShare(result: BudgetResult): number | undefined {
  const { observed, limit } = result;
  if (observed === undefined || limit === undefined) return undefined;
  if (isLeast(result)) return observed > 0 ? limit / observed : Number.POSITIVE_INFINITY;
  if (limit === 0) return observed > 0 ? Number.POSITIVE_INFINITY : 0;
  return observed / limit;
}

/** Failed before inconclusive before warnings before passed; within each, what is nearest to its limit or furthest above it. */
export function worstFirst(results: BudgetResult[]): BudgetResult[] {
  return results.toSorted(
    (a, b) => rank[shownOutcome(a)] - rank[shownOutcome(b)] || (usedShare(b) ?? 0) - (usedShare(a) ?? 0),
  );
}
