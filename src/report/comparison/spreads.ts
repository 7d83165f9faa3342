import type { ComparedStep, Comparison } from '../../sample/comparison.ts';
import { bearsPercentile } from '../../words/enough-samples.ts';
import { formatCount, formatDuration, howMany } from '../../words/units.ts';
import { axisTicks, percentOf } from '../html/charts/scale.ts';
import { html, type Markup } from '../html/markup.ts';
import { stepOutcome, typicalLatency } from './words.ts';

/** The slowest answers are cut off, so that a single one does not compress all others. */
const shownShare = 0.98;
const levels = [
  { share: 0.5, word: 'half' },
  { share: 0.95, word: '95 %' },
];

/** The value that the given share of the steps stays below. */
function quantileOf(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** The share of steps answered by each moment (empirical distribution function): one step up per answer. */
function line(sorted: number[], endMs: number, side: string): Markup {
  let path = 'M0 100';
  for (const [index, ms] of sorted.entries()) {
    if (ms > endMs) break;
    path += `H${percentOf(ms, endMs)}V${Math.round((1 - (index + 1) / sorted.length) * 10_000) / 100}`;
  }
  return html`<path class="line ${side}" d="${path}"/>`;
}

function spread({ journey, step, latenciesMs, samples, errors }: ComparedStep): Markup {
  const { base, head } = latenciesMs;
  const ticks = axisTicks(Math.max(quantileOf(base, shownShare), quantileOf(head, shownShare)), 4);
  const endMs = ticks.at(-1) ?? 1;
  const typical = (sorted: number[]) => formatDuration(quantileOf(sorted, 0.5));
  const slow = (sorted: number[]) => formatDuration(quantileOf(sorted, 0.95));
  const answers = Math.min(samples.base - errors.base, samples.head - errors.head);
  const half = `${step}: half of the answers arrived within ${typical(base)} on base and ${typical(head)} on head`;
  const spoken = bearsPercentile(answers, 95) ? `${half}, 95 % within ${slow(base)} and ${slow(head)}` : half;
  return html`<figure class="spread">
    <figcaption>${step}<small>${journey}</small></figcaption>
    <div class="plot" role="img" aria-label="${spoken}">
      ${levels.map(({ share, word }) => html`<span class="grid" style="bottom:${share * 100}%"><small>${word}</small></span>`)}
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">${line(base, endMs, 'base')}${line(head, endMs, 'head')}</svg>
    </div>
    <div class="seconds" aria-hidden="true">${ticks.map((ms) => html`<span style="left:${percentOf(ms, endMs)}%">${ms === 0 ? '0' : formatDuration(ms)}</span>`)}</div>
    <p class="count-of">${howMany(samples.base - errors.base, 'answer')} on base, ${formatCount(samples.head - errors.head)} on head</p>
  </figure>`;
}

/** The distribution of all answer times on both sides. */
export function spreadSection({ steps, base, head }: Comparison): Markup | undefined {
  const measured = steps.filter(
    ({ latenciesMs }) => latenciesMs.base.length > 0 && latenciesMs.head.length > 0,
  );
  if (measured.length === 0) return undefined;
  const isChanged = (step: ComparedStep) =>
    stepOutcome(step) !== 'same' || (typicalLatency(step)?.outcome ?? 'same') !== 'same';
  const changed = measured.filter(isChanged);
  const rest = measured.filter((step) => !isChanged(step));
  return html`<section>
    <h2>Distribution of all answer times</h2>
    <p class="lead">Each line rises with every answer that has arrived. Where ${head.name} runs to the right of ${base.name}, its answers arrive later; the horizontal distance is the difference in time.</p>
    <ul class="legend"><li><i class="key-side base"></i>${base.name}</li><li><i class="key-side head"></i>${head.name}</li></ul>
    ${changed.length > 0 && html`<div class="spreads">${changed.map(spread)}</div>`}
    ${rest.length > 0 && html`<details><summary>Steps without a change</summary><div class="spreads">${rest.map(spread)}</div></details>`}
  </section>`;
}
