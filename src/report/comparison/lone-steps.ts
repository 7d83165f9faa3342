import type { Comparison } from '../../sample/comparison.ts';
import { html, type Markup } from '../html/markup.ts';
import { onlyInLines } from './measured.ts';

/** Steps that have no counterpart to compare with. */
export function loneStepSection(comparison: Comparison): Markup | undefined {
  const lines = onlyInLines(comparison);
  if (lines.length === 0) return undefined;
  return html`<section class="lone">
    <h2>Steps on one side only</h2>
    <p class="lead">These steps have no counterpart, so their change is unknown. A renamed step looks like this.</p>
    <ul>${lines.map((line) => html`<li>${line}.</li>`)}</ul>
  </section>`;
}
