import { median } from 'simple-statistics';
import type { RequestSample, StepSample } from '../sample/sample.ts';
import { commonPaintSource, latencyMs } from './paint-source.ts';

/** The `Server-Timing` entry that spans the server's whole work, the other entries included. */
const whole = 'app';

/**
 * The server's time by tier. `app` contains what it waited for the other tiers, so its own time is the rest. Without `app`
 * the entries are taken to follow each other.
 */
function serverLayersMs(timing: Record<string, number>): {
  layersMs: Record<string, number>;
  totalMs: number;
} {
  const { [whole]: appMs, ...tiersMs } = timing;
  const waitedMs = Object.values(tiersMs).reduce((sum, ms) => sum + ms, 0);
  if (appMs === undefined) return { layersMs: tiersMs, totalMs: waitedMs };
  return {
    layersMs: { [whole]: Math.max(0, appMs - waitedMs), ...tiersMs },
    totalMs: Math.max(appMs, waitedMs),
  };
}

function layersOf(request: RequestSample, responseEndMs: number, paintedMs: number) {
  const requestMs = responseEndMs - request.startMs;
  const outer = {
    beforeRequest: Math.max(0, request.startMs),
    afterAnswer: Math.max(0, paintedMs - responseEndMs),
  };
  if (Object.keys(request.serverTimingMs).length === 0) {
    return { timed: false, layersMs: { ...outer, request: requestMs } };
  }
  const server = serverLayersMs(request.serverTimingMs);
  const network = Math.max(0, requestMs - server.totalMs);
  return { timed: true, layersMs: { ...outer, network, ...server.layersMs } };
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
    return [layersOf(request, request.responseEndMs, latencyMs(step, source))];
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
    [...order].map((name) => [name, median(judged.map((layersMs) => layersMs[name] ?? 0))]),
  );
}
