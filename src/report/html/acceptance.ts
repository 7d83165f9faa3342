import type { BudgetResult } from '../../sample/analysis.ts';
import { budgetQuantity, budgetSubject } from '../../sample/budget-words.ts';
import { worstFirst } from '../worst-first.ts';
import { distanceText, limitBar, limitText, seenText } from './limit-bar.ts';
import { html, type Markup } from './markup.ts';
import { outcomeLabel } from './outcome.ts';

/** What the target stands for, in a few words for people who have not read the budget. */
function promise(result: BudgetResult): string {
  const subject = budgetSubject(result);
  const quantity = budgetQuantity(result);
  return subject === 'load' ? quantity : `${subject}: ${quantity}`;
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
          ${outcomeLabel(result.outcome)}
          <p class="figure"><b>${seenText(result)}</b> ${limitText(result)}</p>
          ${limitBar(result)}
          <p class="distance">${result.outcome === 'pass' ? distanceText(result) : result.reason}</p>
        </li>`,
      )}
    </ul>
  </section>`;
}
