import type { RequestSample, StepSample } from '../../sample/sample.ts';
import { isServerTimed, isWhollyTimed, tiersMs } from './tiers.ts';

/**
 * Where the time of a step goes. The stamps of a step cut the time from its input to its paint into layers that follow each
 * other, so nothing is counted twice and the layers add up to the latency:
 *
 * - `inputDelay`: the input waits until the page can react
 * - `beforeRequest`: the page, until it asks
 * - `redirect`: redirects, before the last request is made
 * - `queue`: the request waits in the browser and connects, until it is sent
 * - from there to the first byte of the answer, by what is known of it
 *   - `network` and the tiers of the server by their `Server-Timing` names (see `tiers.ts`)
 *   - `request`: network and server together, where the server does not tell, or what is left where it tells only parts of its work; up to the last byte of the answer, and with
 *     `queue` in it, where the browser does not tell (another origin without `Timing-Allow-Origin`)
 *   - `serviceWorker`: a service worker that answers without telling of a server
 * - `browserCache`: the answer comes out of the browser's cache, from asking to its last byte
 * - `download`: the rest of the answer arrives
 * - `afterAnswer`: script, until the answer is in the document; all of it where the page asked for nothing
 * - `remainder`: what no stamp explains: all up to the settled document where the page asked for something and no request is known
 * - `paint`: layout and paint
 */

/** Layers that stand before the tiers of the server, and behind them, in order of time. */
const before = [
  'inputDelay',
  'beforeRequest',
  'redirect',
  'queue',
  'network',
  'request',
  'serviceWorker',
  'browserCache',
] as const;
const behind = ['download', 'afterAnswer', 'remainder', 'paint'] as const;
type OwnLayer = (typeof before)[number] | (typeof behind)[number];

/** The layers that are not tiers of the server. */
export const ownLayers: readonly string[] = [...before, ...behind];

/** Names of layers in order of time; the tiers keep the order in which they came. */
export function inOrderOfTime(names: Iterable<string>): string[] {
  const known = new Set(names);
  const tiers = [...known].filter((name) => !ownLayers.includes(name));
  return [...before, ...tiers, ...behind].filter((name) => known.has(name));
}

/** A tier by its name, unless that is the name of a layer of ours, which it must not overwrite. */
const tierLayer = (name: string) => (ownLayers.includes(name) ? `${name} (server)` : name);

/** The layers up to a moment, given in milliseconds from the input; the moment is absent when there is no such stamp. */
interface Cut {
  untilMs: number | undefined;
  split(ms: number): [layer: string, ms: number][];
}

const whole = (layer: OwnLayer, untilMs: number | undefined): Cut => ({
  untilMs,
  split: (ms) => [[layer, ms]],
});

/** From the sent request to the first byte of the answer. */
function exchange(request: RequestSample, untilMs: number | undefined): Cut {
  if (isServerTimed(request)) {
    return {
      untilMs,
      split: (ms) => {
        const tiers = tiersMs(request.serverTimingMs, ms).map(
          ([name, tierMs]) => [tierLayer(name), tierMs] as [string, number],
        );
        // Rounding can leave a hair below 0.
        const restMs = Math.max(
          0,
          tiers.reduce((rest, [, tierMs]) => rest - tierMs, ms),
        );
        return [[isWhollyTimed(request) ? 'network' : 'request', restMs], ...tiers];
      },
    };
  }
  return whole(request.via === 'service worker' ? 'serviceWorker' : 'request', untilMs);
}

function requestCuts(request: RequestSample): Cut[] {
  const { startMs, redirectMs, sentMs, responseStartMs, responseEndMs } = request;
  const asked = [
    whole('beforeRequest', startMs),
    whole('redirect', redirectMs === undefined ? undefined : startMs + redirectMs),
  ];
  if (request.via === 'cache') return [...asked, whole('browserCache', responseEndMs)];
  return [
    ...asked,
    whole('queue', sentMs),
    exchange(request, responseStartMs ?? responseEndMs),
    whole('download', responseStartMs === undefined ? undefined : responseEndMs),
  ];
}

/**
 * The layers of one answered step; together they are its latency. A stamp that lies before one that comes earlier in the
 * order above, or behind the settled document, leaves its layer nothing: a request that was under way before the input, or
 * still is when the answer is drawn, counts for the time in between.
 */
export function layersOf(step: StepSample, latencyMs: number): Map<string, number> {
  const { request, paint, traffic } = step;
  const settledMs = paint.settledMs === undefined ? latencyMs : clamp(paint.settledMs, 0, latencyMs);
  const cuts = [whole('inputDelay', step.inputDelayMs), ...(request ? requestCuts(request) : [])];
  const isOwnWork = request === undefined ? traffic?.requests === 0 : request.responseEndMs !== undefined;
  const explained = isOwnWork && paint.settledMs !== undefined;
  const found = new Map<string, number>();
  let position = 0;
  const take = ({ untilMs, split }: Cut) => {
    if (untilMs === undefined) return;
    const end = clamp(untilMs, position, settledMs);
    for (const [layer, ms] of split(end - position)) found.set(layer, (found.get(layer) ?? 0) + ms);
    position = end;
  };
  for (const cut of cuts) take(cut);
  take(whole(explained ? 'afterAnswer' : 'remainder', settledMs));
  if (paint.settledMs !== undefined) found.set('paint', latencyMs - settledMs);
  return found;
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
