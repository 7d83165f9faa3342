import type { BudgetResult } from '../../sample/analysis.ts';
import { groupBy } from '../../sample/group-by.ts';
import {
  budgetLevel,
  budgetMeaning,
  budgetPlace,
  budgetQuantity,
  limitText,
  shownOutcome,
} from '../../words/budget-words.ts';
import { formatCount, formatMeasure } from '../../words/units.ts';
import { worstFirst } from '../worst-first.ts';
import { limitBar, seenText } from './charts/limit-bar.ts';
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

/** The reason of an inconclusive result, and the budget's owner and purpose. */
function remark(result: BudgetResult): string {
  const meaning = budgetMeaning(result);
  return [result.outcome === 'inconclusive' ? result.reason : '', meaning && `${meaning}.`]
    .filter(Boolean)
    .join(' ');
}

function row(result: BudgetResult): Markup {
  const shown = shownOutcome(result);
  const level = budgetLevel(result);
  const text = remark(result);
  return html`<tr>
    <th scope="row">${budgetPlace(result)}<small>${budgetQuantity(result)}${level && ` (${level})`}</small></th>
    <td class="bar">${limitBar(result)}</td>
    <td class="number" data-name="observed"><b>${seenText(result)}</b></td>
    <td class="number" data-name="interval">${intervalText(result)}</td>
    <td class="number" data-name="limit">${limitCell(result)}</td>
    <td class="number" data-name="samples">${formatCount(result.samples)}</td>
    <td class="state">${outcomeLabel(shown)}</td>
  </tr>
  ${text !== '' && html`<tr class="reason"><td colspan="7">${text}</td></tr>`}`;
}

/** The column is narrow, so an allowance over the baseline is shortened to its percentage. */
function limitCell(result: BudgetResult): string {
  const { limit, overBaseline } = result;
  return limit === undefined && overBaseline ? `+${overBaseline.percent} %` : limitText(result);
}

const countWords = { pass: 'passed', fail: 'failed', inconclusive: 'inconclusive', warn: 'warning' };

function counts(results: BudgetResult[]): Markup[] {
  const byOutcome = groupBy(results, shownOutcome);
  return [...byOutcome].map(
    ([outcome, { length }]) =>
      html`<span class="count ${outcome}">${formatCount(length)} ${countWords[outcome]}${outcome === 'warn' && length > 1 && 's'}</span>`,
  );
}

/** Every budget, folded by journey; the journey with the worst result comes first. */
export function budgetSection(results: BudgetResult[]): Markup | undefined {
  if (results.length === 0) return undefined;
  const byJourney = groupBy(worstFirst(results), ({ journey, file }) => journey ?? file);
  return html`<section>
    <h2>Budgets</h2>
    <p class="lead">Worst first. A percentile passes only if the upper bound of its confidence interval is within the limit, and fails only if the lower bound is above it. Each bound holds at 95 % confidence; the more limits there are, the clearer a miss must be, so that none fails by chance.</p>
    ${[...byJourney].map(
      ([
        journey,
        ofJourney,
      ]) => html`<details class="journey"${ofJourney.some(({ outcome }) => outcome !== 'pass') && html` open`}>
        <summary><b>${journey}</b>${counts(ofJourney)}</summary>
        <table class="budgets">
          <thead><tr><th scope="col">Budget</th><th scope="col"><span class="unseen">bar</span></th><th scope="col" class="number">Observed</th><th scope="col" class="number">Interval</th><th scope="col" class="number">Limit</th><th scope="col" class="number">Samples</th><th scope="col">Outcome</th></tr></thead>
          <tbody>${ofJourney.map(row)}</tbody>
        </table>
      </details>`,
    )}
  </section>`;
}
