import type { StepAnalysis } from '../../../sample/analysis.ts';
import { groupBy } from '../../../sample/group-by.ts';
import { layersInOrder, layerWord } from '../../../words/layer-words.ts';
import { formatDuration, howMany } from '../../../words/units.ts';
import { foldedTable } from '../folded-table.ts';
import { html, type Markup } from '../markup.ts';
import { layerLegend, layerStack, msOf } from './layer-stack.ts';
import { percentOf } from './scale.ts';

type Split = StepAnalysis & { layeredMs: number };

/** Slow steps that take longer than this multiple of the longest typical step are drawn to fit, so that the typical step stays readable. */
const mostAboveTypical = 2;
const mostReasons = 3;

const hasTime = (layersMs: Record<string, number>) => Object.values(layersMs).some((ms) => ms > 0);

function isSplit(step: StepAnalysis): step is Split {
  return step.layeredMs !== undefined && hasTime(step.layersMs);
}

/** The slowest steps of a name, if there are enough of them. */
function slowOf({ slowLayersMs, slowLayeredMs }: StepAnalysis) {
  return slowLayersMs !== undefined && slowLayeredMs !== undefined && hasTime(slowLayersMs)
    ? { layersMs: slowLayersMs, ms: slowLayeredMs }
    : undefined;
}

/** The duration of the longest bar, in milliseconds. */
function endOf(steps: Split[]): number {
  const longestMs = Math.max(...steps.map((step) => step.layeredMs));
  const slowestMs = Math.max(...steps.map((step) => slowOf(step)?.ms ?? 0));
  return Math.max(longestMs, Math.min(slowestMs, mostAboveTypical * longestMs));
}

function row(step: Split, layers: string[], endMs: number): Markup {
  const slow = slowOf(step);
  const reasons = step.slowBecause ?? [];
  return html`<div class="row">
    <span class="label">${step.step}<small> (${howMany(step.samples - step.errors, 'answer')})</small></span>
    <div>${layerStack({
      name: step.step,
      layersMs: step.layersMs,
      layers,
      widthPercent: percentOf(step.layeredMs, endMs),
    })}${
      slow &&
      layerStack({
        name: `${step.step}, the slowest 5 %`,
        layersMs: slow.layersMs,
        layers,
        widthPercent: percentOf(slow.ms, endMs),
        kind: slow.ms > endMs ? 'slow fitted' : 'slow',
      })
    }</div>
    <span class="value">${formatDuration(step.layeredMs)}${slow && html`<small>${formatDuration(slow.ms)}</small>`}</span>
    ${reasons.length > 0 && html`<ul class="because">${reasons.slice(0, mostReasons).map(({ sentence }) => html`<li>${sentence.slice(0, 300)}</li>`)}</ul>`}
  </div>`;
}

function tableRow(name: string, layersMs: Record<string, number>, sumMs: number, layers: string[]): Markup {
  return html`<tr><th scope="row">${name}</th>${layers.map((layer) => {
    const ms = msOf(layersMs, layer);
    return html`<td class="number">${ms === undefined ? '–' : formatDuration(ms)}</td>`;
  })}<td class="number"><b>${formatDuration(sumMs)}</b></td></tr>`;
}

function tableRows(step: Split, layers: string[]): Markup[] {
  const slow = slowOf(step);
  const name = `${step.journey} › ${step.step}, ${howMany(step.samples - step.errors, 'answer')}`;
  return [
    tableRow(name, step.layersMs, step.layeredMs, layers),
    ...(slow ? [tableRow(`${name}, slowest 5 %`, slow.layersMs, slow.ms, layers)] : []),
  ];
}

/** Where the middle fifth of each step and the slowest ones spend their time, from the user's input to the paint. */
export function layerChart(steps: StepAnalysis[]): Markup | undefined {
  const split = steps.filter(isSplit);
  if (split.length === 0) return undefined;
  const layers = layersInOrder(
    split.flatMap((step) => [...Object.keys(step.layersMs), ...Object.keys(slowOf(step)?.layersMs ?? {})]),
  );
  const endMs = endOf(split);
  const slowMs = split.flatMap((step) => slowOf(step)?.ms ?? []);
  const isFitted = slowMs.some((ms) => ms > endMs);
  return html`<p class="lead">From the user’s input to the answer on the screen: the mean of the middle fifth of a step’s answers, so that the parts add up to the whole.${slowMs.length > 0 && ` The thin bar and the small figure show the slowest 5 % of the same step${isFitted ? '; a bar that fades out is longer than the page and is drawn to fit' : ''}.`}</p>
    ${layerLegend(layers)}
    <div class="chart layers">${[...groupBy(split, (step) => step.journey)].map(
      ([journey, ofJourney]) => html`<h3>${journey}</h3>${ofJourney.map((step) => row(step, layers, endMs))}`,
    )}</div>
    ${foldedTable(
      'As a table',
      html`
      <thead><tr><th scope="col">Step</th>${layers.map((layer) => html`<th scope="col" class="number">${layerWord(layer)}</th>`)}<th scope="col" class="number">total</th></tr></thead>
      <tbody>${split.map((step) => tableRows(step, layers))}</tbody>`,
    )}`;
}
