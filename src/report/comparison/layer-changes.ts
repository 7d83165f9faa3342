import type { ComparedStep } from '../../sample/comparison.ts';
import { layersInOrder, layerWord } from '../../words/layer-words.ts';
import { html, type Markup } from '../html/markup.ts';
import { layerTint } from '../layer-tints.ts';
import { tickRow } from './chart-parts.ts';
import { type TwoSidedAxis, twoSidedAxis } from './two-sided-axis.ts';
import { changeText, typicalLatency } from './words.ts';

/** Smaller changes would not be visible. */
const leastMs = 0.05;

interface Part {
  text: string;
  tint: string;
  change: number;
}

interface Split {
  step: ComparedStep;
  /** In chronological order. */
  parts: Part[];
  more: Part[];
  less: Part[];
}

const sum = (parts: Part[]) => parts.reduce((total, { change }) => total + change, 0);

function split(step: ComparedStep, layers: string[]): Split {
  const parts = step.layers
    .filter(({ change }) => Math.abs(change) >= leastMs)
    .map(({ layer, change }) => ({
      change,
      tint: layerTint(layer, layers),
      text: `${layerWord(layer)} ${changeText('latencyMs', change)}`,
    }));
  return {
    step,
    parts,
    more: parts.filter(({ change }) => change > 0),
    less: parts.filter(({ change }) => change < 0),
  };
}

function bars(parts: Part[], from: number, to: number, direction: 'more' | 'less'): Markup {
  return html`<div class="${direction}" style="left:${from}%;width:${to - from}%">${parts.map(
    ({ change, tint, text }) =>
      html`<i class="${tint}" style="flex-grow:${Math.round(Math.abs(change) * 1000)}" title="${text}"></i>`,
  )}</div>`;
}

function row({ step, parts, more, less }: Split, axis: TwoSidedAxis): Markup {
  const zero = axis.at(0);
  const whole = typicalLatency(step)?.change?.value ?? sum(parts);
  const spoken = parts.map(({ text }) => text).join(', ');
  return html`<div class="row">
    <span class="label">${step.step}<small>${step.journey}</small></span>
    <div class="stack parts" role="img" aria-label="${step.step}: ${spoken === '' ? 'no layer changed' : spoken}">
      <i class="zero" style="left:${zero}%"></i>
      ${less.length > 0 && bars(less, axis.at(sum(less)), zero, 'less')}
      ${more.length > 0 && bars(more, zero, axis.at(sum(more)), 'more')}
    </div>
    <span class="value"><b>${changeText('latencyMs', whole)}</b></span>
  </div>`;
}

function chart(steps: ComparedStep[], layers: string[]): Markup {
  const splits = steps.map((step) => split(step, layers));
  const axis = twoSidedAxis(
    Math.min(0, ...splits.map(({ less }) => sum(less))),
    Math.max(0, ...splits.map(({ more }) => sum(more))),
  );
  const seen = layers.filter((layer) =>
    steps.some((step) => step.layers.some((one) => one.layer === layer && Math.abs(one.change) >= leastMs)),
  );
  return html`<ul class="legend">${seen.map((layer) => html`<li><i class="${layerTint(layer, layers)}"></i>${layerWord(layer)}</li>`)}</ul>
    <div class="chart changes">${tickRow(axis)}${splits.map((one) => row(one, axis))}</div>`;
}

/** The change of a step by layer: layers that take longer to the right, layers that got faster to the left. */
export function layerChangeSection(steps: ComparedStep[]): Markup | undefined {
  const layered = steps.filter((step) => step.layers.length > 0);
  if (layered.length === 0) return undefined;
  const layers = layersInOrder(layered.flatMap((step) => step.layers.map(({ layer }) => layer)));
  const changed = layered.filter((step) => (typicalLatency(step)?.outcome ?? 'same') !== 'same');
  const rest = layered.filter((step) => !changed.includes(step));
  return html`<section>
    <h2>Change by layer</h2>
    <p class="lead">Layers that take longer now are to the right of 0, layers that got faster to the left. Together they add up to the change of the typical answer.</p>
    ${changed.length > 0 && chart(changed, layers)}
    ${rest.length > 0 && html`<details><summary>Steps without a change</summary>${chart(rest, layers)}</details>`}
  </section>`;
}
