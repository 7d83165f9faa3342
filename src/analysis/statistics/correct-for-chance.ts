import type { BudgetResult } from '../../sample/analysis.ts';
import type { Budget } from '../../sample/budget.ts';
import { isBinding } from '../../words/budget-words.ts';
import { formatCount } from '../../words/units.ts';
import type { Judgement } from '../judging/judgement.ts';
import { holm } from './holm.ts';

type Judged = Omit<Budget, 'limit'> & Judgement;

/** How often a run whose limits all hold may fail. */
const alpha = 0.05;

/** Estimates that missed their limit, but not clearly enough for how many there are. */
function doubtful(estimates: Judged[]): Judged[] {
  const stands = holm(
    estimates.map(({ chance = 1 }) => chance),
    alpha,
  );
  return estimates.filter(({ outcome }, index) => outcome === 'fail' && !stands[index]);
}

/**
 * Of many limits that all hold, one looks missed by chance sooner or later. So an estimate that missed its limit counts only when
 * Holm's procedure over all estimates of the run rejects that it holds; else it is open. What fails the run and what only
 * warns are corrected apart. A limit that was met needs no correction: every one of them has to be met.
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
      reason: `${result.reason} But of ${formatCount(limits)} limits that hold one may look so by chance, and this is not clear enough to rule that out: a longer steady state would tell.`,
    };
  });
}
