import { isOnThisMachine } from '../../sample/loopback.ts';
import type { RequestSample, StepSample } from '../../sample/sample.ts';
import { isServerTimed, isWhollyTimed, tiersMs } from './tiers.ts';

/**
 * Where the time of a step goes. The timestamps of a step divide the time from its input to its paint into
 * consecutive layers, so nothing is counted twice and the layers add up to the latency:
 *
 * - `inputDelay`: the input waits until the page can react
 * - `beforeRequest`: the page works, until it starts the request
 * - `redirect`: redirects, before the last request is made
 * - `queue`: the request waits in the browser until it is sent
 * - `connect`: of that, making a new connection
 * - from there to the first byte of the response, depending on what is known of it
 *   - `network` and the tiers of the server by their `Server-Timing` names (see `tiers.ts`); between a browser and a
 *     server on one machine there is no network, but both wait for its CPUs: `handOver`, which a calibrated machine
 *     also takes off the network to a server elsewhere
 *   - `request`: network and server together if the server reports no times, or the rest if it reports only
 *     parts of its work; if the browser does not report the details (another origin without
 *     `Timing-Allow-Origin`), up to the last byte of the response and including `queue`
 *   - `serviceWorker`: a service worker that responds without any server times
 * - `browserCache`: the response comes from the browser cache, from the request to its last byte
 * - `download`: the rest of the response arrives; on one machine `localDownload`
 * - `afterAnswer`: script, until the response is in the document; all of the page's work if it sent no
 *   request
 * - `remainder`: what no timestamp explains: everything up to the settled document if the page sent requests
 *   but none is known
 * - `paint`: layout and paint
 */

/** Layers before and after the tiers of the server, in chronological order. */
const before = [
  'inputDelay',
  'beforeRequest',
  'redirect',
  'queue',
  'connect',
  'network',
  'handOver',
  'request',
  'serviceWorker',
  'browserCache',
] as const;
const behind = ['download', 'localDownload', 'afterAnswer', 'remainder', 'paint'] as const;
type OwnLayer = (typeof before)[number] | (typeof behind)[number];

/** The layers that are not tiers of the server. */
export const ownLayers: readonly string[] = [...before, ...behind];

/** Layer names in chronological order; the tiers keep the order in which they came. */
export function inOrderOfTime(names: Iterable<string>): string[] {
  const known = new Set(names);
  const tiers = [...known].filter((name) => !ownLayers.includes(name));
  return [...before, ...tiers, ...behind].filter((name) => known.has(name));
}

/**
 * Layer name of a tier. If it is the name of a built-in layer, it gets a suffix so that it does not overwrite
 * that layer.
 */
const tierLayer = (name: string) => (ownLayers.includes(name) ? `${name} (server)` : name);

/** The layers up to a moment, in milliseconds from the input; `undefined` if there is no such timestamp. */
interface Cut {
  untilMs: number | undefined;
  split(ms: number): [layer: string, ms: number][];
}

const whole = (layer: OwnLayer, untilMs: number | undefined): Cut => ({
  untilMs,
  split: (ms) => [[layer, ms]],
});

/** Time that the server did not report, divided between this machine and what lies beyond it. */
function outside(
  { url, handOverMs = 0 }: RequestSample,
  beyond: 'network' | 'request',
  ms: number,
): [OwnLayer, number][] {
  if (isOnThisMachine(url)) return [[beyond === 'network' ? 'handOver' : beyond, ms]];
  const ownMs = Math.min(ms, handOverMs);
  return ownMs > 0
    ? [
        ['handOver', ownMs],
        [beyond, ms - ownMs],
      ]
    : [[beyond, ms]];
}

/** From the sent request to the first byte of the response. */
function exchange(request: RequestSample, untilMs: number | undefined): Cut {
  if (isServerTimed(request)) {
    return {
      untilMs,
      split: (ms) => {
        const tiers = tiersMs(request.serverTimingMs, ms).map(
          ([name, tierMs]) => [tierLayer(name), tierMs] as [string, number],
        );
        // Rounding can leave slightly less than 0.
        const restMs = Math.max(
          0,
          tiers.reduce((rest, [, tierMs]) => rest - tierMs, ms),
        );
        return [...outside(request, isWhollyTimed(request) ? 'network' : 'request', restMs), ...tiers];
      },
    };
  }
  if (request.via === 'service worker') return whole('serviceWorker', untilMs);
  return { untilMs, split: (ms) => outside(request, 'request', ms) };
}

function requestCuts(request: RequestSample): Cut[] {
  const { url, startMs, redirectMs, connectMs = 0, sentMs, responseStartMs, responseEndMs } = request;
  const asked = [
    whole('beforeRequest', startMs),
    whole('redirect', redirectMs === undefined ? undefined : startMs + redirectMs),
  ];
  if (request.via === 'cache') return [...asked, whole('browserCache', responseEndMs)];
  return [
    ...asked,
    whole('queue', sentMs && sentMs - connectMs),
    ...(connectMs > 0 ? [whole('connect', sentMs)] : []),
    exchange(request, responseStartMs ?? responseEndMs),
    whole(
      isOnThisMachine(url) ? 'localDownload' : 'download',
      responseStartMs === undefined ? undefined : responseEndMs,
    ),
  ];
}

/**
 * The layers of one answered step, which add up to its latency. If a timestamp is earlier than one that
 * precedes it in the order above, or later than the settled document, its layer gets no time: a request that
 * was running before the input, or still is when the response is rendered, counts for the time in between.
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
