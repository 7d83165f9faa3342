import type { ComparedMetric, ComparedStep } from '../../sample/comparison.ts';
import { formatCount, formatMeasure, howMany } from '../../words/units.ts';
import { foldedTable } from '../html/folded-table.ts';
import { html, type Markup } from '../html/markup.ts';
import { outcomeTag } from './chart-parts.ts';
import { amountText, changeText, changeWord, intervalText, metricName } from './words.ts';

function row(step: ComparedStep, metric: ComparedMetric, isFirst: boolean): Markup {
  const { change, outcome, pairs, samples } = metric;
  const value = (known: number | undefined) =>
    html`<td class="number">${known === undefined ? '–' : formatMeasure(metric.metric, known)}</td>`;
  return html`<tr${isFirst && html` class="first"`}><th scope="row">${isFirst ? html`<b>${step.step}</b><small>${step.journey}</small>` : html`<span class="unseen">${step.journey} › ${step.step}</span>`}</th>
    <td>${metricName(metric)}${metric.role === 'watched' && html`<small>counts only if confirmed slower</small>`}</td>
    <td>${outcomeTag(outcome, changeWord(metric))}</td>
    ${value(metric.base)}${value(metric.head)}
    <td class="number">${change === undefined ? '–' : changeText(metric.metric, change.value)}</td>
    <td class="number">${intervalText(metric) || '–'}</td>
    <td class="number">${amountText(metric.metric, metric.margin)}</td>
    <td class="number">${pairs === undefined ? `${formatCount(samples.base)} / ${formatCount(samples.head)}` : formatCount(pairs)}</td></tr>
    ${outcome === 'unresolved' && html`<tr class="because"><td></td><td colspan="${heads.length - 1}">${metric.reason}</td></tr>`}`;
}

const heads = ['Step', 'Metric', 'Outcome', 'base', 'head', 'Change', 'Interval', 'Margin', 'Pairs'];
const isNumber = (head: string) => !['Step', 'Metric', 'Outcome'].includes(head);

/** Every metric that was compared. */
export function figureSection(steps: ComparedStep[]): Markup | undefined {
  if (steps.length === 0) return undefined;
  const figures = steps.reduce((sum, { metrics }) => sum + metrics.length, 0);
  return html`<section>
    <h2>All metrics</h2>
    ${foldedTable(
      `All ${howMany(figures, 'metric')} of ${howMany(steps.length, 'step')}`,
      html`
      <thead><tr>${heads.map((head) => html`<th scope="col"${isNumber(head) && html` class="number"`}>${head}</th>`)}</tr></thead>
      <tbody>${steps.map((step) => step.metrics.map((metric, index) => row(step, metric, index === 0)))}</tbody>`,
      'figures',
    )}
  </section>`;
}
