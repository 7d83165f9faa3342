import type { Distribution, StepAnalysis } from '../../sample/analysis.ts';
import { groupBy } from '../../sample/group-by.ts';
import { formatDuration } from '../../sample/units.ts';
import { html, type Markup } from './markup.ts';
import { percentOf } from './scale.ts';

/** Layers that every product has; other names are those of its `Server-Timing`. */
const layerWords: Record<string, string> = {
  beforeRequest: 'browser, before asking',
  network: 'network',
  request: 'network and server',
  app: 'app server',
  cache: 'cache',
  database: 'database',
  engine: 'search engine',
  afterAnswer: 'browser, drawing',
};
/** Classes of the style sheet; names of an unknown product take the spare ones in turn. */
const spareTints = ['spare-1', 'spare-2', 'spare-3'];

function tintOf(layer: string, layers: string[]): string {
  if (Object.hasOwn(layerWords, layer)) return `layer-${layer}`;
  const unknown = layers.filter((name) => !Object.hasOwn(layerWords, name));
  return `layer-${spareTints[unknown.indexOf(layer) % spareTints.length]}`;
}

const wordOf = (layer: string) => (Object.hasOwn(layerWords, layer) ? layerWords[layer] : layer);

/** A layer may be called anything, also `constructor`. */
const msOf = ({ layersMs }: StepAnalysis, layer: string) =>
  Object.hasOwn(layersMs, layer) ? (layersMs[layer] as number) : 0;

type Split = StepAnalysis & { latencyMs: Distribution };

function isSplit(step: StepAnalysis): step is Split {
  return step.latencyMs !== undefined && Object.values(step.layersMs).some((ms) => ms > 0);
}

/** As long as the step's median; the parts share it in proportion, since their own medians do not add up to it. */
function bar(step: Split, layers: string[], longestMs: number): Markup {
  const parts = layers.filter((layer) => msOf(step, layer) > 0);
  const spoken = parts.map((layer) => `${wordOf(layer)} ${formatDuration(msOf(step, layer))}`).join(', ');
  return html`<div class="row">
    <span class="label">${step.step}</span>
    <div class="stack" role="img" aria-label="${step.step}: ${spoken}">
      <div style="width:${percentOf(step.latencyMs.p50, longestMs)}%">${parts.map((layer) => {
        const ms = msOf(step, layer);
        return html`<i class="${tintOf(layer, layers)}" style="flex-grow:${Math.round(ms * 1000)}" title="${wordOf(layer)} ${formatDuration(ms)}"></i>`;
      })}</div>
    </div>
    <span class="value">${formatDuration(step.latencyMs.p50)}</span>
  </div>`;
}

/** Where a typical step spends its time, from the user's input to the picture. */
export function layerSection(steps: StepAnalysis[]): Markup | undefined {
  const split = steps.filter(isSplit);
  if (split.length === 0) return undefined;
  const named = new Set(split.flatMap((step) => Object.keys(step.layersMs)));
  const layers = [...new Set([...Object.keys(layerWords).slice(0, -1), ...named])].filter(
    (layer) => named.has(layer) && layer !== 'afterAnswer',
  );
  if (named.has('afterAnswer')) layers.push('afterAnswer');
  const longestMs = Math.max(...split.map((step) => step.latencyMs.p50));
  return html`<section>
    <h2>Where the time goes</h2>
    <p class="lead">A typical step, from the user’s input to the answer on the screen. The figure at the right is its median.</p>
    <ul class="legend">${layers.map((layer) => html`<li><i class="${tintOf(layer, layers)}"></i>${wordOf(layer)}</li>`)}</ul>
    <div class="chart layers">${[...groupBy(split, (step) => step.journey)].map(
      ([journey, ofJourney]) =>
        html`<h3>${journey}</h3>${ofJourney.map((step) => bar(step, layers, longestMs))}`,
    )}</div>
    <details><summary>As a table</summary><div class="scroll"><table>
      <caption>The median of each part. Medians do not add up to the median of the whole: in the chart the parts share that in proportion.</caption>
      <thead><tr><th scope="col">Step</th>${layers.map((layer) => html`<th scope="col" class="number">${wordOf(layer)}</th>`)}</tr></thead>
      <tbody>${split.map(
        (step) =>
          html`<tr><th scope="row">${step.journey} › ${step.step}</th>${layers.map((layer) => {
            const ms = step.layersMs[layer];
            return html`<td class="number">${ms === undefined ? '–' : formatDuration(ms)}</td>`;
          })}</tr>`,
      )}</tbody>
    </table></div></details>
  </section>`;
}
