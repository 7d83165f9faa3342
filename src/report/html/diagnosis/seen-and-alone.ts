import type { SlowQuery } from '../../../sample/diagnosis.ts';
import { groupOfLayer } from '../../../sample/layer-groups.ts';
import { formatCount, formatDuration } from '../../../words/units.ts';
import { layerStack } from '../charts/layer-stack.ts';
import { percentOf } from '../charts/scale.ts';
import { html, type Markup } from '../markup.ts';

/** What of the step's time was the request: all that the page did not take for itself. */
function requestMs({ layersMs }: SlowQuery): number {
  return Object.entries(layersMs)
    .filter(([layer]) => !['browser', 'unsplit'].includes(groupOfLayer(layer)))
    .reduce((sum, [, ms]) => sum + ms, 0);
}

/** Whether a request is slow by itself or was held up by others. */
function conclusion(seenMs: number, aloneMs: number): string {
  if (aloneMs >= 0.7 * seenMs) return 'it is slow by itself';
  return aloneMs <= 0.4 * seenMs
    ? 'most of its time it waited for others'
    : 'some of its time it waited for others';
}

function sentence(query: SlowQuery): string {
  const { seenMs, aloneMs, steps, user } = query;
  const ofRequest = requestMs(query);
  const seen = `User ${formatCount(user)} waited ${formatDuration(seenMs)}${ofRequest > 0 ? `, of which ${formatDuration(ofRequest)} for this request` : ''}${steps > 1 ? `; ${formatCount(steps)} steps asked the same, and this one was the slowest` : ''}.`;
  if (aloneMs === undefined) return `${seen} It could not be asked again.`;
  const alone = `${seen} Asked again when everybody had gone, past the product’s cache, the request took ${formatDuration(aloneMs)}`;
  return ofRequest > 0 ? `${alone}: ${conclusion(ofRequest, aloneMs)}.` : `${alone}.`;
}

/** The step as it was seen, by its layers, against its request alone on the machine. */
export function seenAndAlone(query: SlowQuery, layers: string[]): Markup {
  const { seenMs, aloneMs, layersMs, step } = query;
  const endMs = Math.max(seenMs, aloneMs ?? 0);
  return html`<p>${sentence(query)}</p>
    <div class="chart">
      <div class="row"><span class="label">The step, as seen</span>${layerStack({ name: step, layersMs, layers, widthPercent: percentOf(seenMs, endMs) })}<span class="value">${formatDuration(seenMs)}</span></div>
      ${aloneMs !== undefined && html`<div class="row"><span class="label">The request, alone</span><div class="stack" aria-hidden="true"><div style="width:${percentOf(aloneMs, endMs)}%"><i class="alone"></i></div></div><span class="value">${formatDuration(aloneMs)}</span></div>`}
    </div>`;
}
