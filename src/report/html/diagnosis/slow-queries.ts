import type { Analysis } from '../../../sample/analysis.ts';
import type { SlowQuery } from '../../../sample/diagnosis.ts';
import { layersInOrder } from '../../../words/layer-words.ts';
import { formatDuration } from '../../../words/units.ts';
import { layerLegend } from '../charts/layer-stack.ts';
import { fileLink } from '../links.ts';
import { html, type Markup } from '../markup.ts';
import { askedDatabase } from './asked-database.ts';
import { askedEngine } from './asked-engine.ts';
import { seenAndAlone } from './seen-and-alone.ts';

/** What the user typed, or else the path of the request. */
function nameOf({ query, url }: SlowQuery): string {
  if (query !== undefined) return `“${query.text.slice(0, 120)}”`;
  if (!URL.canParse(url)) return url.slice(0, 120);
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`.slice(0, 120);
}

function cpuTable({ cpu = [] }: SlowQuery): Markup | undefined {
  if (cpu.length === 0) return undefined;
  return html`<h3>CPU time of the server by function</h3>
    <table class="stacked">
      <thead><tr><th scope="col">Function</th><th scope="col" class="number">Self time</th><th scope="col">Where</th></tr></thead>
      <tbody>${cpu.slice(0, 15).map(
        (one) => html`<tr>
          <th scope="row"><code>${one.function.slice(0, 120)}</code></th>
          <td class="number" data-name="self time"><b>${formatDuration(one.selfMs)}</b></td>
          <td><code>${one.where.slice(0, 200)}</code></td></tr>`,
      )}</tbody>
    </table>`;
}

function traces({ traces: files }: SlowQuery): Markup | undefined {
  if (files?.playwright === undefined && files?.chromium === undefined) return undefined;
  return html`<h3>Traces of this step</h3>
    <ul class="values">
      ${files.playwright !== undefined && html`<li>${fileLink(files.playwright)} for <code>npx playwright show-trace</code></li>`}
      ${files.chromium !== undefined && html`<li>${fileLink(files.chromium)} for Chromium’s performance panel</li>`}
    </ul>`;
}

function missingParts({ missing }: SlowQuery): Markup | undefined {
  if (missing.length === 0) return undefined;
  return html`<div class="warning"><b>What could not be examined</b><ul>${missing.slice(0, 10).map((text) => html`<li>${text.slice(0, 500)}</li>`)}</ul></div>`;
}

function slowQuery(query: SlowQuery, layers: string[]): Markup {
  const { journey, step, url, seenMs, aloneMs } = query;
  return html`<details class="journey slow-query">
      <summary><b>${nameOf(query)}</b><span>${journey} › ${step}${query.query !== undefined && `, ${query.query.kind}`}</span><span>in the run ${formatDuration(seenMs)}${aloneMs !== undefined && `, alone ${formatDuration(aloneMs)}`}</span></summary>
      <div class="inside">
        <p><code>${url.slice(0, 1000)}</code></p>
        ${seenAndAlone(query, layers)}
        ${askedDatabase(query)}
        ${askedEngine(query)}
        ${cpuTable(query)}
        ${traces(query)}
        ${missingParts(query)}
      </div>
    </details>`;
}

/** The slowest distinct queries, each with its plan and its trace. */
export function slowQuerySection(queries: Analysis['slowQueries']): Markup | undefined {
  if (queries === undefined || queries.length === 0) return undefined;
  const layers = layersInOrder(queries.flatMap(({ layersMs }) => Object.keys(layersMs)));
  return html`<section>
    <h2>Slow queries</h2>
    <p class="lead">The slowest distinct requests. Each was sent again alone after the load, to distinguish requests that are slow by themselves from requests that only waited for others.</p>
    ${layerLegend(layers)}
    ${queries.map((query) => slowQuery(query, layers))}
  </section>`;
}
