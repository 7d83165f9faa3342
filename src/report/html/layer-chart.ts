import type { StepAnalysis } from '../../sample/analysis.ts';
import { groupBy } from '../../sample/group-by.ts';
import { formatDuration } from '../../sample/units.ts';
import { layersInOrder, layerTint, layerWord } from '../layer-words.ts';
import { html, type Markup } from './markup.ts';
import { percentOf } from './scale.ts';

/** A layer may be called anything, also `constructor`. */
const msOf = ({ layersMs }: StepAnalysis, layer: string) =>
  Object.hasOwn(layersMs, layer) ? layersMs[layer] : undefined;

type Split = StepAnalysis & { layeredMs: number };

function isSplit(step: StepAnalysis): step is Split {
  return step.layeredMs !== undefined && Object.values(step.layersMs).some((ms) => ms > 0);
}

function bar(step: Split, layers: string[], longestMs: number): Markup {
  const parts = layers.flatMap((layer) => {
    const ms = msOf(step, layer) ?? 0;
    return ms > 0
      ? [{ ms, tint: layerTint(layer, layers), text: `${layerWord(layer)} ${formatDuration(ms)}` }]
      : [];
  });
  return html`<div class="row">
    <span class="label">${step.step}</span>
    <div class="stack" role="img" aria-label="${step.step}: ${parts.map(({ text }) => text).join(', ')}">
      <div style="width:${percentOf(step.layeredMs, longestMs)}%">${parts.map(
        ({ ms, tint, text }) =>
          html`<i class="${tint}" style="flex-grow:${Math.round(ms * 1000)}" title="${text}"></i>`,
      )}</div>
    </div>
    <span class="value">${formatDuration(step.layeredMs)}</span>
  </div>`;
}

/** Where a typical step spends its time, from the user's input to the picture. */
export function layerSection(steps: StepAnalysis[]): Markup | undefined {
  const split = steps.filter(isSplit);
  if (split.length === 0) return undefined;
  const layers = layersInOrder(split.flatMap((step) => Object.keys(step.layersMs)));
  const longestMs = Math.max(...split.map((step) => step.layeredMs));
  return html`<section>
    <h2>Where the time goes</h2>
    <p class="lead">A typical step, from the user’s input to the answer on the screen: the mean of the middle fifth, so that the parts add up to the whole.</p>
    <ul class="legend">${layers.map((layer) => html`<li><i class="${layerTint(layer, layers)}"></i>${layerWord(layer)}</li>`)}</ul>
    <div class="chart layers">${[...groupBy(split, (step) => step.journey)].map(
      ([journey, ofJourney]) =>
        html`<h3>${journey}</h3>${ofJourney.map((step) => bar(step, layers, longestMs))}`,
    )}</div>
    <details><summary>As a table</summary><div class="scroll"><table>
      <thead><tr><th scope="col">Step</th>${layers.map((layer) => html`<th scope="col" class="number">${layerWord(layer)}</th>`)}<th scope="col" class="number">sum</th></tr></thead>
      <tbody>${split.map(
        (step) =>
          html`<tr><th scope="row">${step.journey} › ${step.step}</th>${layers.map((layer) => {
            const ms = msOf(step, layer);
            return html`<td class="number">${ms === undefined ? '–' : formatDuration(ms)}</td>`;
          })}<td class="number"><b>${formatDuration(step.layeredMs)}</b></td></tr>`,
      )}</tbody>
    </table></div></details>
  </section>`;
}
