import type { ComparedMetric, ComparedStep, Comparison } from '../../sample/comparison.ts';
import { groupBy } from '../../sample/group-by.ts';
import { html, type Markup } from '../html/markup.ts';
import { outcomeTag, tickRow } from './chart-parts.ts';
import { type TwoSidedAxis, twoSidedAxis } from './two-sided-axis.ts';
import { changeText, changeWord, intervalText, marginText, typicalLatency } from './words.ts';

/** The maximum reach of the axis, in margins, so that one huge change does not hide all others. */
const mostMargins = 8;

type Known = ComparedMetric & { change: NonNullable<ComparedMetric['change']> };

function known(step: ComparedStep): Known | undefined {
  const metric = typicalLatency(step);
  return metric?.change === undefined ? undefined : { ...metric, change: metric.change };
}

function axisOf(metrics: Known[]): TwoSidedAxis {
  const margin = metrics.reduce((most, metric) => Math.max(most, metric.margin), 0);
  let [least, most] = [-margin, margin];
  for (const { change } of metrics) {
    least = Math.min(least, change.lower ?? change.value, change.value);
    most = Math.max(most, change.upper ?? change.value, change.value);
  }
  return twoSidedAxis(Math.max(least, -mostMargins * margin), Math.min(most, mostMargins * margin));
}

/** From one bound to the other; an unknown bound reaches to the end of the axis. */
function whisker({ lower, upper }: Known['change'], axis: TwoSidedAxis): Markup {
  const from = lower === undefined ? 0 : axis.at(lower);
  const to = upper === undefined ? 100 : axis.at(upper);
  return html`<i class="whisker" style="left:${from}%;width:${Math.max(0, to - from)}%"></i>`;
}

function row(step: ComparedStep, axis: TwoSidedAxis): Markup {
  const metric = known(step);
  if (metric === undefined) {
    const reason = typicalLatency(step)?.reason ?? 'not measured on both sides';
    return html`<div class="row unresolved"><span class="label">${step.step}</span><span class="unknown">${reason}</span><span class="value">${outcomeTag('unresolved', 'unresolved')}</span></div>`;
  }
  const { change, margin, outcome } = metric;
  const interval = intervalText(metric);
  const text = changeText('latencyMs', change.value);
  const spoken = `${step.step}: ${text}${interval && `, ${interval}`}, ${changeWord(metric)}`;
  const band = [axis.at(-margin), axis.at(margin)] as const;
  return html`<div class="row ${outcome}">
    <span class="label">${step.step}</span>
    <div class="change" role="img" aria-label="${spoken}" title="${spoken}">
      <i class="band" style="left:${band[0]}%;width:${band[1] - band[0]}%"></i>
      <i class="zero" style="left:${axis.at(0)}%"></i>
      ${whisker(change, axis)}
      ${
        axis.isBeyond(change.value)
          ? html`<i class="outside" style="left:${axis.at(change.value)}%">${change.value < 0 ? '◂' : '▸'}</i>`
          : html`<i class="point" style="left:${axis.at(change.value)}%"></i>`
      }
    </div>
    <span class="value"><b>${text}</b>${outcomeTag(outcome, changeWord(metric))}</span>
  </div>`;
}

/** The change of each step, with its interval, compared with the margin. */
export function changeSection(comparison: Comparison): Markup | undefined {
  const { steps } = comparison;
  const metrics = steps.flatMap((step) => known(step) ?? []);
  if (steps.length === 0) return undefined;
  const axis = axisOf(metrics);
  return html`<section>
    <h2>What changed</h2>
    <p class="lead">How much longer a typical answer takes on ${comparison.head.name} than on ${comparison.base.name}. The bar is the confidence interval of the change. The grey band is the margin, ${marginText(comparison)}: changes within it are too small to count.</p>
    <ul class="legend"><li class="slower"><i class="key-point"></i>▲ slower</li><li class="faster"><i class="key-point"></i>▼ faster</li><li class="same"><i class="key-point"></i>= no change</li><li class="unresolved"><i class="key-point"></i>? unresolved</li><li><i class="key-band"></i>margin: too small to count</li></ul>
    <div class="chart changes">
      ${metrics.length > 0 && tickRow(axis)}
      ${[...groupBy(steps, ({ journey }) => journey)].map(
        ([journey, ofJourney]) => html`<h3>${journey}</h3>${ofJourney.map((step) => row(step, axis))}`,
      )}
    </div>
  </section>`;
}
