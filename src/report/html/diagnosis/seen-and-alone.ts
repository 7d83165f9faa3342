import type { SlowQuery } from '../../../sample/diagnosis.ts';
import { groupOfLayer } from '../../../sample/layer-groups.ts';
import { formatCount, formatDuration, howMany } from '../../../words/units.ts';
import { layerStack } from '../charts/layer-stack.ts';
import { percentOf } from '../charts/scale.ts';
import { html, type Markup } from '../markup.ts';

/** The part of the step's time that was spent on the request, excluding time in the page. */
function requestMs({ layersMs }: SlowQuery): number {
  return Object.entries(layersMs)
    .filter(([layer]) => !['browser', 'unsplit'].includes(groupOfLayer(layer)))
    .reduce((sum, [, ms]) => sum + ms, 0);
}

/** Whether a request takes that long by itself or waited for other requests. */
function conclusion(stepMs: number, seenMs: number, aloneMs: number): string {
  if (seenMs < 0.5 * stepMs) return 'most of the wait was not for this request';
  if (aloneMs >= 0.7 * seenMs) return 'it takes about as long by itself';
  return aloneMs <= 0.4 * seenMs
    ? 'most of its time was spent waiting for other requests'
    : 'some of its time was spent waiting for other requests';
}

function sentence(query: SlowQuery): string {
  const { seenMs, aloneMs, steps, user } = query;
  const ofRequest = requestMs(query);
  const seen = `User ${formatCount(user)} waited ${formatDuration(seenMs)}${ofRequest > 0 ? `, of which ${formatDuration(ofRequest)} for this request` : ''}${steps > 1 ? `; ${howMany(steps, 'step')} sent the same request, and this one was the slowest` : ''}.`;
  if (aloneMs === undefined) return `${seen} The request could not be sent again.`;
  const alone = `${seen} Sent again alone after the load, bypassing the product’s cache, the request took ${formatDuration(aloneMs)}`;
  return ofRequest > 0 ? `${alone}: ${conclusion(seenMs, ofRequest, aloneMs)}.` : `${alone}.`;
}

/** The step in the run, by layer, compared with its request alone on the machine. */
export function seenAndAlone(query: SlowQuery, layers: string[]): Markup {
  const { seenMs, aloneMs, layersMs, step } = query;
  const endMs = Math.max(seenMs, aloneMs ?? 0);
  return html`<p>${sentence(query)}</p>
    <div class="chart">
      <div class="row"><span class="label">The step in the run</span>${layerStack({ name: step, layersMs, layers, widthPercent: percentOf(seenMs, endMs) })}<span class="value">${formatDuration(seenMs)}</span></div>
      ${aloneMs !== undefined && html`<div class="row"><span class="label">The request alone</span><div class="stack" aria-hidden="true"><div style="width:${percentOf(aloneMs, endMs)}%"><i class="alone"></i></div></div><span class="value">${formatDuration(aloneMs)}</span></div>`}
    </div>`;
}
