import type { Comparison } from '../../sample/comparison.ts';
import { html, type Markup } from '../html/markup.ts';
import { onlyInLines } from './measured.ts';

/** Steps that have nothing to be compared with. */
export function loneStepSection(comparison: Comparison): Markup | undefined {
  const lines = onlyInLines(comparison);
  if (lines.length === 0) return undefined;
  return html`<section class="lone">
    <h2>On one side only</h2>
    <p class="lead">These steps have no counterpart, so nothing is known of their change. A step that was renamed looks like this.</p>
    <ul>${lines.map((line) => html`<li>${line}.</li>`)}</ul>
  </section>`;
}
