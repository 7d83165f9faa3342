import type { Analysis } from '../../sample/analysis.ts';
import { formatCount } from '../../words/units.ts';
import { periodText } from '../trust.ts';
import { html, type Markup } from './markup.ts';

const mostErrors = 20;

/** Errors, most frequent first. */
export function errorSection({ errors, load }: Pick<Analysis, 'errors' | 'load'>): Markup {
  const shown = errors.slice(0, mostErrors);
  const more = errors.length - shown.length;
  if (shown.length === 0) {
    return html`<section><h2>Errors</h2><p class="lead">${load.steps === 0 ? 'Nothing was measured.' : 'None: every step got an answer, and the pages reported no errors.'}</p></section>`;
  }
  return html`<section>
    <h2>Errors</h2>
    <p class="lead">Abandoned steps, and errors that the pages reported.</p>
    <table class="errors">
      <thead><tr><th scope="col" class="number">Times</th><th scope="col">Where</th><th scope="col">What</th><th scope="col">When</th><th scope="col">Message</th></tr></thead>
      <tbody>${shown.map(
        ({ journey, step, kind, message, count, firstAtMs, lastAtMs, traceId }) =>
          html`<tr><td class="number"><b>${formatCount(count)}</b></td><td>${journey} › ${step}</td><td>${kind}</td><td>${periodText(firstAtMs, lastAtMs)}</td><td><code>${message.slice(0, 500)}</code>${traceId !== undefined && html` <small>trace ${traceId}</small>`}</td></tr>`,
      )}</tbody>
    </table>
    ${more > 0 && html`<p class="lead">${formatCount(more)} more in analysis.json.</p>`}
  </section>`;
}
