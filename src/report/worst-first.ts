import type { BudgetResult } from '../sample/analysis.ts';

const rank = { fail: 0, inconclusive: 1, pass: 2 };

/** How much of its limit a result uses: 1 is the limit, more is missed. Absent without an observation. */
export function usedShare({ statistic, observed, limit }: BudgetResult): number | undefined {
  if (observed === undefined) return undefined;
  if (statistic === 'min') return observed > 0 ? limit / observed : Number.POSITIVE_INFINITY;
  if (limit === 0) return observed > 0 ? Number.POSITIVE_INFINITY : 0;
  return observed / limit;
}

/** Failed before inconclusive before passed; within each, what is nearest to its limit or furthest above it. */
export function worstFirst(results: BudgetResult[]): BudgetResult[] {
  return results.toSorted(
    (a, b) => rank[a.outcome] - rank[b.outcome] || (usedShare(b) ?? 0) - (usedShare(a) ?? 0),
  );
}
