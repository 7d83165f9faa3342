import type { BudgetResult } from '../../sample/analysis.ts';
import type { Budget } from '../../sample/budget.ts';
import { isBinding } from '../../words/budget-words.ts';
import { howMany } from '../../words/units.ts';
import type { Judgement } from '../judging/judgement.ts';
import { holm } from './holm.ts';

type Judged = Omit<Budget, 'limit'> & Judgement;

/** Maximum probability that a run fails although it meets all its limits. */
const alpha = 0.05;

/** Estimates that missed their limit, but not significantly after correction for the number of limits. */
function doubtful(estimates: Judged[]): Judged[] {
  const rejected = holm(
    estimates.map(({ chance = 1 }) => chance),
    alpha,
  );
  return estimates.filter(({ outcome }, index) => outcome === 'fail' && !rejected[index]);
}

/**
 * Corrects for multiple testing: if many limits are all met, sooner or later one looks missed by chance. An
 * estimate that missed its limit therefore counts only if Holm's procedure over all estimates of the run
 * rejects that the limit is met; otherwise it is inconclusive. Limits that fail the run and limits that only
 * warn are corrected separately. A met limit needs no correction, because every limit has to be met.
 */
export function correctForChance(judged: Judged[]): BudgetResult[] {
  const estimates = judged.filter(({ chance }) => chance !== undefined);
  const binding = estimates.filter(isBinding);
  const warning = estimates.filter((result) => !isBinding(result));
  const open = new Map([
    ...doubtful(binding).map((result) => [result, binding.length] as const),
    ...doubtful(warning).map((result) => [result, warning.length] as const),
  ]);
  return judged.map((result) => {
    const { chance: _, limit, ...rest } = result;
    const shown = { ...rest, ...(limit !== undefined && { limit }) };
    const limits = open.get(result);
    if (limits === undefined) return shown;
    return {
      ...shown,
      outcome: 'inconclusive',
      reason: `${result.reason} But with ${howMany(limits, 'limit')}, one may look missed by chance, and this result is not clear enough to rule that out: run a longer steady state.`,
    };
  });
}
