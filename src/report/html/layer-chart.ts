import type { StepAnalysis } from '../../sample/analysis.ts';
import { groupBy } from '../../sample/group-by.ts';
import { formatDuration } from '../../sample/units.ts';
import { html, type Markup } from './markup.ts';
import { percentOf } from './scale.ts';

/** Layers that the browser sees, in the order of time, with the usual tiers between; other names are those of `Server-Timing`. */
const layerWords: Record<string, string> = {
  inputDelay: 'browser, too busy to react',
  beforeRequest: 'browser, before asking',
  redirect: 'redirects',
  queue: 'waiting for a connection',
  network: 'network',
  request: 'network and server',
  serviceWorker: 'service worker',
  browserCache: 'browser’s cache',
  app: 'app server',
  cache: 'cache',
  database: 'database',
  db: 'database',
  engine: 'search engine',
  download: 'download',
  afterAnswer: 'browser, working on the answer',
  remainder: 'not split',
  paint: 'browser, drawing',
};
/** What comes after the server's work. */
const lastLayers = ['download', 'afterAnswer', 'remainder', 'paint'];
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
  Object.hasOwn(layersMs, layer) ? layersMs[layer] : undefined;

type Split = StepAnalysis & { layeredMs: number };

function isSplit(step: StepAnalysis): step is Split {
  return step.layeredMs !== undefined && Object.values(step.layersMs).some((ms) => ms > 0);
}

function bar(step: Split, layers: string[], longestMs: number): Markup {
  const parts = layers.flatMap((layer) => {
    const ms = msOf(step, layer) ?? 0;
    return ms > 0
      ? [{ ms, tint: tintOf(layer, layers), text: `${wordOf(layer)} ${formatDuration(ms)}` }]
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
  const named = new Set(split.flatMap((step) => Object.keys(step.layersMs)));
  const known = Object.keys(layerWords).filter((layer) => !lastLayers.includes(layer));
  const layers = [...new Set([...known, ...named])]
    .filter((layer) => named.has(layer) && !lastLayers.includes(layer))
    .concat(lastLayers.filter((layer) => named.has(layer)));
  const longestMs = Math.max(...split.map((step) => step.layeredMs));
  return html`<section>
    <h2>Where the time goes</h2>
    <p class="lead">A typical step, from the user’s input to the answer on the screen: the mean of the middle fifth, so that the parts add up to the whole.</p>
    <ul class="legend">${layers.map((layer) => html`<li><i class="${tintOf(layer, layers)}"></i>${wordOf(layer)}</li>`)}</ul>
    <div class="chart layers">${[...groupBy(split, (step) => step.journey)].map(
      ([journey, ofJourney]) =>
        html`<h3>${journey}</h3>${ofJourney.map((step) => bar(step, layers, longestMs))}`,
    )}</div>
    <details><summary>As a table</summary><div class="scroll"><table>
      <thead><tr><th scope="col">Step</th>${layers.map((layer) => html`<th scope="col" class="number">${wordOf(layer)}</th>`)}<th scope="col" class="number">sum</th></tr></thead>
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
