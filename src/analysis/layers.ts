import { median } from 'simple-statistics';
import type { RequestSample, StepSample } from '../sample/sample.ts';
import { commonPaintSource, latencyMs } from './paint-source.ts';

/** What the browser saw itself. */
const ownLayers: readonly string[] = ['beforeRequest', 'network', 'request', 'afterAnswer'];
/** The `Server-Timing` entries that span the server's whole work, the other entries included. */
const wholes: readonly string[] = ['app', 'total'];

/** A tier by its name, unless that is the name of a layer of ours, which it must not overwrite. */
const tierName = (name: string) => (ownLayers.includes(name) ? `${name} (server)` : name);

/**
 * The server's time by tier. `app`, which some call `total`, contains what it waited for the other tiers, so its own time
 * is the rest. Without it the entries are taken to follow each other. Tiers that worked side by side can add up to more
 * than the request took: then each keeps its share of the request.
 */
function serverLayersMs(timing: Record<string, number>, requestMs: number): Record<string, number> {
  const entries = Object.entries(timing);
  const tiers = entries.filter(([name]) => !wholes.includes(name));
  const wholeMs = entries.filter(([name]) => wholes.includes(name)).map(([, ms]) => ms);
  const waitedMs = tiers.reduce((sum, [, ms]) => sum + ms, 0);
  const totalMs = Math.max(waitedMs, ...wholeMs);
  const scale = totalMs > requestMs ? requestMs / totalMs : 1;
  return Object.fromEntries([
    ...(wholeMs.length > 0 ? [['app', (totalMs - waitedMs) * scale] as const] : []),
    ...tiers.map(([name, ms]) => [tierName(name), ms * scale] as const),
  ]);
}

function layersOf(request: RequestSample, responseEndMs: number, paintedMs: number) {
  const requestMs = Math.max(0, responseEndMs - request.startMs);
  const outer = {
    beforeRequest: Math.max(0, request.startMs),
    afterAnswer: Math.max(0, paintedMs - responseEndMs),
  };
  if (Object.keys(request.serverTimingMs).length === 0) {
    return { timed: false, layersMs: { ...outer, request: requestMs } };
  }
  const server = serverLayersMs(request.serverTimingMs, requestMs);
  const network = Object.values(server).reduce((rest, ms) => rest - ms, requestMs);
  // Rounding can leave a hair below 0.
  return { timed: true, layersMs: { ...outer, network: Math.max(0, network), ...server } };
}

/**
 * Where the time of a step goes: the median of each layer over the answered steps, in milliseconds. If some requests
 * carry `Server-Timing`, only those are split, so that no time is shown twice; in them a tier that is not named was not
 * asked and took 0. The medians of the parts do not add up to the median of the whole.
 */
export function layers(steps: StepSample[]): Record<string, number> {
  const source = commonPaintSource(steps);
  if (source === undefined) return {};
  const split = steps.flatMap((step) => {
    const { request } = step;
    if (step.outcome.status !== 'ok' || request?.responseEndMs === undefined) return [];
    const paintedMs = latencyMs(step, source);
    return paintedMs === undefined ? [] : [layersOf(request, request.responseEndMs, paintedMs)];
  });
  const anyTimed = split.some(({ timed }) => timed);
  const judged: Record<string, number>[] = split
    .filter(({ timed }) => timed === anyTimed)
    .map(({ layersMs }) => layersMs);
  const inside = new Set(judged.flatMap((layersMs) => Object.keys(layersMs)));
  const order = new Set(
    ['beforeRequest', 'network', 'request', ...inside].filter((name) => inside.has(name)),
  );
  if (order.delete('afterAnswer')) order.add('afterAnswer');
  return Object.fromEntries(
    [...order].map((name) => [name, median(judged.map((layersMs) => ownMs(layersMs, name)))]),
  );
}

/** A tier may be called anything, also `constructor`. */
function ownMs(layersMs: Record<string, number>, name: string): number {
  return Object.hasOwn(layersMs, name) ? (layersMs[name] as number) : 0;
}
