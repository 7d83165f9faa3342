import type { BudgetResult } from '../../sample/analysis.ts';
import { budgetMeaning, budgetQuantity, shownOutcome } from '../../words/budget-words.ts';
import { howMany } from '../../words/units.ts';
import { promise } from '../promise.ts';
import { worstFirst } from '../worst-first.ts';
import { distanceText, limitBar, seenText } from './charts/limit-bar.ts';
import { html, type Markup } from './markup.ts';
import { outcomeLabel } from './outcome.ts';

/** The acceptance targets, each with its distance from the limit. */
export function acceptanceSection(results: BudgetResult[]): Markup | undefined {
  if (results.length === 0) return undefined;
  return html`<section>
    <h2>Acceptance targets</h2>
    <p class="lead">What the product must achieve. The bar is the observed value, the vertical line is the limit.</p>
    <ul class="targets">
      ${worstFirst(results).map(
        (result) => html`<li>
          <p class="what">${promise(result)}</p>
          ${outcomeLabel(shownOutcome(result))}
          <p class="figure"><b>${seenText(result)}</b> ${budgetQuantity(result)}${result.samples > 0 && `, ${howMany(result.samples, 'sample')}`}</p>
          ${limitBar(result)}
          ${budgetMeaning(result) !== '' && html`<p class="meaning">${budgetMeaning(result)}</p>`}
          <p class="distance">${result.outcome === 'pass' ? distanceText(result) : result.reason}</p>
        </li>`,
      )}
    </ul>
  </section>`;
}
