import { formatDuration } from '../../words/units.ts';
import { html, type Markup } from '../html/markup.ts';
import type { TwoSidedAxis } from './two-sided-axis.ts';
import { type ChangeOutcome, changeSigns } from './words.ts';

/** The sign and the word. */
export const outcomeTag = (outcome: ChangeOutcome, word: string): Markup =>
  html`<span class="tag ${outcome}"><span aria-hidden="true">${changeSigns[outcome]}</span> ${word}</span>`;

/** The axis above the rows of a chart. */
export function tickRow({ ticks, at }: TwoSidedAxis): Markup {
  const text = (ms: number) => (ms > 0 ? `+${formatDuration(ms)}` : ms === 0 ? '0' : formatDuration(ms));
  return html`<div class="row axis" aria-hidden="true"><span class="label"></span><div class="ticks">${ticks.map((ms) => html`<span style="left:${at(ms)}%">${text(ms)}</span>`)}</div><span class="value"></span></div>`;
}
