import type { Comparison } from '../../sample/comparison.ts';
import { formatCount } from '../../words/units.ts';
import { dateText } from '../date-text.ts';
import { html, type Markup } from '../html/markup.ts';
import { outcomeIcon } from '../html/outcome.ts';
import { changeSentence, comparisonSentence, verdictWord } from './headline.ts';
import { methodText } from './measured.ts';
import { type ChangeOutcome, changedBy, marginText, stepOutcome } from './words.ts';

const mostReasons = 5;

/** What follows the headline: why there is no verdict, or what else changed. */
function beneath(comparison: Comparison): string[] {
  const { outcome, reasons } = comparison.verdict;
  const others = (what: 'slower' | 'faster') =>
    changedBy(comparison, what)
      .slice(1)
      .map((changed) => changeSentence(changed, comparison));
  switch (outcome) {
    case 'pass':
      return others('faster');
    case 'fail':
      return others('slower');
    case 'inconclusive':
    case 'invalid':
      return reasons;
  }
}

const isSentence = (text: string) => (text.endsWith('.') ? text : `${text}.`);

function stepCounts(comparison: Comparison): Markup {
  const count = (outcome: ChangeOutcome) =>
    comparison.steps.filter((step) => stepOutcome(step) === outcome).length;
  const figure = (outcome: ChangeOutcome, name: string, note: string) =>
    html`<div class="${outcome}"><dt>${name}</dt><dd><b${count(outcome) === 0 && html` class="none"`}>${formatCount(count(outcome))}</b><span>${note}</span></dd></div>`;
  return html`<dl class="key-figures">
    ${figure('slower', 'Steps slower', `confirmed, by more than ${marginText(comparison)}`)}
    ${figure('faster', 'Steps faster', 'confirmed, by more than that')}
    ${figure('same', 'Steps unchanged', 'confirmed, within that margin')}
    ${figure('unresolved', 'Steps unresolved', 'not enough evidence yet')}
  </dl>`;
}

/** The top of the page: how the product changed, in one sentence and four counts. */
export function comparisonHero(comparison: Comparison): Markup {
  const { base, head, verdict, workload, startedAt, notes } = comparison;
  const text = comparisonSentence(comparison);
  const list = (reasons: string[]) =>
    html`<ul>${reasons.map((reason) => html`<li>${isSentence(reason)}</li>`)}</ul>`;
  const reasons = beneath(comparison);
  const rest = reasons.slice(mostReasons);
  return html`<header class="${verdict.outcome}">
    <p class="masthead"><b>Footfall</b><span>${workload}</span><span>${dateText(startedAt, 'minute')}</span><span class="url">${head.name} compared with ${base.name}</span></p>
    <p class="verdict">${outcomeIcon(verdict.outcome)}${verdictWord(comparison)}</p>
    <h1>${text.charAt(0).toUpperCase()}${isSentence(text.slice(1))}</h1>
    <div class="reasons">${list(reasons.slice(0, mostReasons))}
      ${rest.length > 0 && html`<details><summary>${formatCount(rest.length)} more</summary>${list(rest)}</details>`}
    </div>
    ${stepCounts(comparison)}
    <p class="how">${methodText(comparison)}.</p>
    ${notes.map((note) => html`<p class="warning">${note}</p>`)}
  </header>`;
}
