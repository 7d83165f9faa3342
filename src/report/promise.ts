import type { BudgetResult } from '../sample/analysis.ts';
import { type Group, isPercentile } from '../sample/budget.ts';
import { allowanceText, budgetPlace, budgetQuantity, budgetSubject, isLeast } from '../words/budget-words.ts';
import { formatMeasure } from '../words/units.ts';

const subjects: Record<Group, string> = {
  query: 'queries',
  suggestion: 'suggestions',
  navigation: 'navigations',
  all: 'steps',
};

/** The target as a sentence, for people who have not read the budget file. */
export function promise(result: BudgetResult): string {
  const { metric, statistic, limit, overBaseline, group } = result;
  const who = `${group === undefined ? `“${budgetPlace(result)}”` : subjects[group]}${result.journey === undefined ? '' : ` in ${result.journey}`}`;
  if (overBaseline !== undefined) {
    return `${budgetSubject(result)}: ${budgetQuantity(result)} is at most ${allowanceText({ metric, overBaseline })} above the baseline`;
  }
  const most = limit === undefined ? '' : formatMeasure(metric, limit);
  if (metric === 'activeUsers') return `${most} users are active at all times`;
  if (metric === 'documents') return `${most} documents are in the product`;
  if (metric === 'errors') return `At most ${most} of all ${who} get no answer`;
  if (metric === 'latencyMs' && statistic === 'worstWindowP95') {
    return `95 of 100 ${who} are answered within ${most}, in every 10-second window`;
  }
  return metric === 'latencyMs' && isPercentile(statistic)
    ? `${statistic.slice(1)} of 100 ${who} are answered within ${most}`
    : `${budgetSubject(result)}: ${budgetQuantity(result)} is at ${isLeast(result) ? 'least' : 'most'} ${most}`;
}
