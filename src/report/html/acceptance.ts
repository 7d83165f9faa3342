import type { BudgetResult } from '../../sample/analysis.ts';
import { type Group, isPercentile } from '../../sample/budget.ts';
import {
  allowanceText,
  budgetMeaning,
  budgetPlace,
  budgetQuantity,
  budgetSubject,
  isLeast,
  shownOutcome,
} from '../../sample/budget-words.ts';
import { formatMeasure } from '../../sample/units.ts';
import { worstFirst } from '../worst-first.ts';
import { distanceText, limitBar, seenText } from './limit-bar.ts';
import { html, type Markup } from './markup.ts';
import { outcomeLabel } from './outcome.ts';

const subjects: Record<Group, string> = {
  query: 'queries',
  suggestion: 'suggestions',
  navigation: 'navigations',
  all: 'steps',
};

/** The target as a promise, for people who have not read the budget file. */
function promise(result: BudgetResult): string {
  const { metric, statistic, limit, overBaseline, group } = result;
  const who = `${group === undefined ? `“${budgetPlace(result)}”` : subjects[group]}${result.journey === undefined ? '' : ` in ${result.journey}`}`;
  if (overBaseline !== undefined) {
    return `${budgetSubject(result)}: ${budgetQuantity(result)} is at most ${allowanceText({ metric, overBaseline })} above the baseline`;
  }
  const most = limit === undefined ? '' : formatMeasure(metric, limit);
  if (metric === 'activeUsers') return `${most} users are at work at every moment`;
  if (metric === 'documents') return `${most} documents are in the product`;
  if (metric === 'errors') return `At most ${most} of all ${who} go without an answer`;
  if (metric === 'latencyMs' && statistic === 'worstWindowP95') {
    return `95 of 100 ${who} are answered within ${most}, in every 10 seconds`;
  }
  return metric === 'latencyMs' && isPercentile(statistic)
    ? `${statistic.slice(1)} of 100 ${who} are answered within ${most}`
    : `${budgetSubject(result)}: ${budgetQuantity(result)} is at ${isLeast(result) ? 'least' : 'most'} ${most}`;
}

/** The acceptance targets, each with how far it is from its limit. */
export function acceptanceSection(results: BudgetResult[]): Markup | undefined {
  if (results.length === 0) return undefined;
  return html`<section>
    <h2>Acceptance targets</h2>
    <p class="lead">What the product has to do. The bar is what was seen, the upright line is the limit.</p>
    <ul class="targets">
      ${worstFirst(results).map(
        (result) => html`<li>
          <p class="what">${promise(result)}</p>
          ${outcomeLabel(shownOutcome(result))}
          <p class="figure"><b>${seenText(result)}</b> ${budgetQuantity(result)}</p>
          ${limitBar(result)}
          ${budgetMeaning(result) !== '' && html`<p class="meaning">${budgetMeaning(result)}</p>`}
          <p class="distance">${result.outcome === 'pass' ? distanceText(result) : result.reason}</p>
        </li>`,
      )}
    </ul>
  </section>`;
}
