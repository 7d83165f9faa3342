import type { BudgetResult } from '../../sample/analysis.ts';
import { budgetPlace, budgetQuantity } from '../../sample/budget-words.ts';
import { groupBy } from '../../sample/group-by.ts';
import { formatCount, formatMeasure } from '../../sample/units.ts';
import { worstFirst } from '../worst-first.ts';
import { limitBar, seenText } from './limit-bar.ts';
import { html, type Markup } from './markup.ts';
import { outcomeLabel } from './outcome.ts';

function intervalText({ metric, interval }: BudgetResult): string {
  if (interval === undefined) return '';
  const { lower, upper } = interval;
  if (upper === undefined) return lower === undefined ? '' : `from ${formatMeasure(metric, lower)}`;
  return lower === undefined
    ? `up to ${formatMeasure(metric, upper)}`
    : `${formatMeasure(metric, lower)} – ${formatMeasure(metric, upper)}`;
}

function row(result: BudgetResult): Markup {
  const { metric, statistic, limit, samples, outcome, reason } = result;
  return html`<tr>
    <th scope="row">${budgetPlace(result)}<small>${budgetQuantity(result)}</small></th>
    <td class="bar">${limitBar(result)}</td>
    <td class="number" data-name="seen"><b>${seenText(result)}</b></td>
    <td class="number" data-name="bounds">${intervalText(result)}</td>
    <td class="number" data-name="limit">${statistic === 'min' ? '≥' : '≤'} ${formatMeasure(metric, limit)}</td>
    <td class="number" data-name="samples">${formatCount(samples)}</td>
    <td class="state">${outcomeLabel(outcome)}</td>
  </tr>
  ${outcome === 'inconclusive' && html`<tr class="reason"><td colspan="7">${reason}</td></tr>`}`;
}

const countWords = { pass: 'hold', fail: 'missed', inconclusive: 'open' };

function counts(results: BudgetResult[]): Markup[] {
  const byOutcome = groupBy(results, ({ outcome }) => outcome);
  return [...byOutcome].map(
    ([outcome, { length }]) =>
      html`<span class="count ${outcome}">${formatCount(length)} ${countWords[outcome]}</span>`,
  );
}

/** Every budget, folded by journey, the journey with the worst one first. */
export function budgetSection(results: BudgetResult[]): Markup | undefined {
  if (results.length === 0) return undefined;
  const byJourney = groupBy(worstFirst(results), ({ journey, file }) => journey ?? file);
  return html`<section>
    <h2>Budgets</h2>
    <p class="lead">Worst first. A percentile holds only if its upper bound is within the limit, and is missed only if its lower bound is above it. Each bound is right in 95 of 100 runs.</p>
    ${[...byJourney].map(
      ([
        journey,
        ofJourney,
      ]) => html`<details class="journey"${ofJourney.some(({ outcome }) => outcome !== 'pass') && html` open`}>
        <summary><b>${journey}</b>${counts(ofJourney)}</summary>
        <table class="budgets">
          <thead><tr><th scope="col">Budget</th><th scope="col"><span class="unseen">bar</span></th><th scope="col" class="number">Seen</th><th scope="col" class="number">Bounds</th><th scope="col" class="number">Limit</th><th scope="col" class="number">Samples</th><th scope="col">Outcome</th></tr></thead>
          <tbody>${ofJourney.map(row)}</tbody>
        </table>
      </details>`,
    )}
  </section>`;
}
