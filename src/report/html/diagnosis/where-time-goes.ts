import type { Analysis } from '../../../sample/analysis.ts';
import type { WhereTimeGoes } from '../../../sample/diagnosis.ts';
import type { LayerGroup } from '../../../sample/layer-groups.ts';
import { groupWord } from '../../../words/layer-words.ts';
import { formatCount, formatDuration } from '../../../words/units.ts';
import { groupTint } from '../../layer-tints.ts';
import { inPercent, whereTimeGoesText } from '../../where-time-goes.ts';
import { layerChart } from '../charts/layer-chart.ts';
import { html, type Markup } from '../markup.ts';

type Layers = WhereTimeGoes['layers'];

/** The minimum width of a part of the bar that shows its figure, and of one that also shows its name. */
const leastPercent = { figure: 5, word: 12 };

const meanings: Record<LayerGroup, string> = {
  browser: 'the page: scripts, layout and rendering',
  network: 'to the server and back',
  machine: 'between browser and server, which share its CPUs: no network lies between them',
  app: 'the product’s own code',
  cache: 'looking up cached answers',
  database: 'SQL statements',
  engine: 'finding and ranking documents',
  server: 'the product does not report them separately',
  unsplit: 'no layer is known for it',
};

const percentText = (percent: number) => (percent === 0 ? '< 1 %' : `${percent} %`);

function bar(name: string, layers: Layers, meanMs: number): Markup {
  const parts = inPercent(layers);
  const spoken = parts
    .map(
      ({ layer, meanMs: ms, percent }) =>
        `${groupWord(layer)} ${percentText(percent)}, ${formatDuration(ms)}`,
    )
    .join('; ');
  const grow = (share: number) => Math.max(1, Math.round(share * 10_000));
  return html`<div class="row">
    <span class="label">${name}</span>
    <div>
      <div class="stack" role="img" aria-label="${name}: ${spoken}"><div style="width:100%">${parts.map(
        ({ layer, share, percent, meanMs: ms }) =>
          html`<i class="${groupTint(layer)}" style="flex-grow:${grow(share)}" title="${groupWord(layer)} ${percentText(percent)}, ${formatDuration(ms)}"></i>`,
      )}</div></div>
      <div class="parts" aria-hidden="true">${parts.map(
        ({ layer, share, percent }) =>
          html`<span style="flex-grow:${grow(share)}"${percent < leastPercent.word && html` class="narrow"`}>${percent >= leastPercent.figure && html`<b>${percent} %</b>`}${percent >= leastPercent.word && html`<small>${groupWord(layer)}</small>`}</span>`,
      )}</div>
    </div>
    <span class="value">${formatDuration(meanMs)}</span>
  </div>`;
}

function picture(where: WhereTimeGoes): Markup {
  const { layers, meanMs, steps, slowest } = where;
  return html`<p class="summary">${whereTimeGoesText(where)}</p>
    <div class="chart six">
      ${bar('An average step', layers, meanMs)}
      ${slowest.steps > 0 && bar('The slowest 5 %', slowest.layers, slowest.meanMs)}
    </div>
    <ul class="layer-key">${inPercent(layers).map(
      ({ layer, percent }) =>
        html`<li><i class="${groupTint(layer)}"></i><span><b>${groupWord(layer)}</b> ${percentText(percent)}<small>${meanings[layer]}</small></span></li>`,
    )}</ul>
    <p class="lead">All ${formatCount(steps)} answered steps together, from the user’s input to the answer on the screen${slowest.steps > 0 && `; the slowest are the slowest 5 % of each step, ${formatCount(slowest.steps)} in total`}.</p>`;
}

/** Where the waiting time goes: all steps together by the six layers, then each step by its finer layers. */
export function whereTimeGoesSection({
  whereTimeGoes,
  steps,
}: Pick<Analysis, 'whereTimeGoes' | 'steps'>): Markup | undefined {
  const chart = layerChart(steps);
  if (whereTimeGoes === undefined && chart === undefined) return undefined;
  return html`<section>
    <h2>Where the time goes</h2>
    ${whereTimeGoes && picture(whereTimeGoes)}
    ${whereTimeGoes && chart && html`<h3 class="part">Step by step</h3>`}
    ${chart}
  </section>`;
}
