import { formatBytes, formatCount, formatDuration, howMany } from '../../../words/units.ts';
import { tiersMs } from '../../steps/tiers.ts';
import type { AnsweredStep, Evidence, Point, Replay } from '../evidence.ts';
import { othersInFlight } from '../in-flight.ts';
import { lastingGrowth } from '../lasting-growth.ts';
import { appMs } from '../layer-times.ts';
import { middle, sum } from '../middle.ts';
import { counted, valuesAt } from '../readings.ts';
import type { Rule } from '../rule.ts';
import { azure, node } from '../sources.ts';
import { told } from '../told.ts';
import { routeOf, won } from '../won.ts';

/** On a machine short of CPU, a healthy event loop is occasionally delayed by 20–30 ms. */
const BLOCKED_MS = 40;

const blockedEventLoop: Rule = {
  id: 'app.blocked-event-loop',
  layer: 'app',
  title: 'Long computations block the event loop',
  source: node('asynchronous-work/dont-block-the-event-loop', 'Don’t block the event loop'),
  weight: 'structural',
  find(evidence) {
    const delays = valuesAt(evidence, ['metrics', 'eventLoopDelayMs']);
    const blocked = delays.filter((ms) => ms >= BLOCKED_MS).length;
    const slow = evidence.names
      .filter(({ steps }) => steps.length >= 5 && (middle(steps.map(appMs)) ?? 0) >= 20)
      .flatMap(({ steps }) => steps);
    if (delays.length < 5 || blocked < 0.2 * delays.length || slow.length === 0) return undefined;
    // Both count the same process.
    const cpuMs = counted(evidence, ['app', 'cpuMs']) ?? counted(evidence, ['metrics', 'cpuMs']);
    // Time without CPU use is waiting, which does not block the event loop.
    if (cpuMs !== undefined && cpuMs < 0.3 * sum(slow.map(appMs))) return undefined;
    const requests = counted(evidence, ['metrics', 'requests']);
    const [hottest] = evidence.replays.flatMap(({ sample }) => sample.cpu?.slice(0, 1) ?? []);
    return {
      symptom: `In ${formatCount(blocked)} of ${howMany(delays.length, 'reading')} the server’s event loop was delayed by ${formatDuration(BLOCKED_MS)} or more, and the server’s own work typically takes ${formatDuration(middle(slow.map(appMs)) ?? 0)} per step.`,
      evidence: [
        ['Event loop delay, maximum', formatDuration(Math.max(...delays))],
        [
          `Readings of ${formatDuration(BLOCKED_MS)} or more`,
          `${formatCount(blocked)} of ${formatCount(delays.length)}`,
        ],
        ['Server’s own time per step, median', formatDuration(middle(slow.map(appMs)) ?? 0)],
        ...told(
          'Server CPU time per request',
          cpuMs && requests ? cpuMs / requests : undefined,
          formatDuration,
        ),
        ...told(
          'Function with the most time',
          hottest,
          ({ function: name, url, line }) => `${name} (${url}:${line})`,
        ),
      ],
      change: {
        what: 'Take the computation off the event loop: make it cheaper, split it up, or move it to a worker thread. A CPU profile shows the function: set FOOTFALL_PROFILE_URL.',
        kind: 'code',
        snippet: "const worker = new Worker(new URL('./compute.js', import.meta.url));",
      },
      ...won(slow, appMs),
    };
  },
};

const LEAST_GROWTH_BYTES = 48 * 2 ** 20;
const LEAST_GROWTH_PER_REQUEST_BYTES = 50 * 1024;
/** The garbage collector needs some time to show which memory it cannot free. */
const SHORTEST_MS = 20_000;

const isLong = (points: Point[]) => (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0) >= SHORTEST_MS;

const growthOf = (points: Point[]) => lastingGrowth(points.map(({ at, value }) => ({ x: at, y: value })));

const leak: Rule = {
  id: 'app.leak',
  layer: 'app',
  title: 'The server’s memory grows with every request',
  source: node('diagnostics/memory', 'Memory diagnostics'),
  weight: 'severe',
  isLatency: false,
  find(evidence) {
    const points = memoryOf(evidence);
    const [first] = points;
    const last = points.at(-1);
    const requests = requestsIn(evidence);
    if (!first || !last || !isLong(points) || requests === 0) return undefined;
    const growth = growthOf(points);
    if (!growth) return undefined;
    const grownBytes = growth.slope * (last.at - first.at);
    if (grownBytes < LEAST_GROWTH_BYTES || grownBytes < LEAST_GROWTH_PER_REQUEST_BYTES * requests)
      return undefined;
    const heap = evidence.points('metrics', 'heapUsedBytes');
    // Buffers of Node.js are outside its heap.
    const external = evidence.points('metrics', 'externalBytes');
    const kept = [heap, external].filter(isLong);
    // A runtime may take more memory for a heap whose content does not grow: that is not a leak.
    if (kept.length > 0 && !kept.some(growthOf)) return undefined;
    return {
      symptom: `The server’s memory grew by ${formatBytes(grownBytes)} in ${formatDuration(last.at - first.at)}, and was still growing at the end: ${formatBytes(grownBytes / requests)} per request.`,
      evidence: [
        ['Memory at the start', formatBytes(first.value)],
        ['Memory at the end', formatBytes(last.value)],
        ['Growth per minute', formatBytes(growth.slope * 60_000)],
        ['Growth per minute, second half', formatBytes(growth.lateSlope * 60_000)],
        ['Growth per request', formatBytes(grownBytes / requests)],
        ...told('Heap at the end', heap.at(-1)?.value, formatBytes),
        ...told('Memory outside the heap at the end', external.at(-1)?.value, formatBytes),
      ],
      change: {
        what: 'Find what is retained: compare two heap snapshots taken a few hundred requests apart. Limit the size of every map, list and set of listeners that requests add to.',
        kind: 'code',
        snippet: 'node --heapsnapshot-signal=SIGUSR2 server.js   # then twice: kill -USR2 <pid>',
      },
      steps: [],
    };
  },
};

/** As the operating system reports it, otherwise as the server does. */
function memoryOf({ points }: Evidence): Point[] {
  const seen = points('app', 'memoryBytes');
  return seen.length > 0 ? seen : points('metrics', 'residentBytes');
}

const requestsIn = (evidence: Evidence): number =>
  counted(evidence, ['metrics', 'requests']) ??
  sum(evidence.steady.map(({ traffic, request }) => traffic?.requests ?? (request ? 1 : 0)));

const slowTogether: Rule = {
  id: 'app.slow-together',
  layer: 'app',
  title: 'Concurrent requests slow each other down in the server',
  source: {
    title: 'Off-CPU analysis, Brendan Gregg',
    url: 'https://www.brendangregg.com/offcpuanalysis.html',
  },
  yieldsTo: [
    'app.blocked-event-loop',
    'database.pool-too-small',
    'database.locks',
    'engine.too-few-threads',
    'engine.container-queue',
  ],
  weight: 'structural',
  find(evidence) {
    const others = othersInFlight(evidence.samples);
    const byRoute = new Map<string, { alone: AnsweredStep[]; together: AnsweredStep[] }>();
    for (const step of evidence.answered) {
      const count = others.get(step.sample.id);
      if (count === undefined || step.layersMs.app === undefined) continue;
      const route = routeOf(step.sample.request?.url ?? '');
      const sides = byRoute.get(route) ?? { alone: [], together: [] };
      (count === 0 ? sides.alone : sides.together).push(step);
      byRoute.set(route, sides);
    }
    const [found] = [...byRoute]
      .map(([route, sides]) => ({
        route,
        ...sides,
        aloneMs: middle(sides.alone.map(appMs)) ?? 0,
        togetherMs: middle(sides.together.map(appMs)) ?? 0,
      }))
      .filter(
        ({ alone, together, aloneMs, togetherMs }) =>
          alone.length >= 20 &&
          together.length >= 4 &&
          togetherMs >= aloneMs + 30 &&
          togetherMs >= 3 * aloneMs,
      )
      .sort((a, b) => b.togetherMs - a.togetherMs);
    if (!found) return undefined;
    const { route, alone, together, aloneMs, togetherMs } = found;
    const replayedMs = middle(
      evidence.replays.filter(({ sample }) => routeOf(sample.url) === route).flatMap(ownTimeAlone),
    );
    // A request that is slow alone too is slow for another reason.
    if (replayedMs !== undefined && replayedMs > togetherMs / 3) return undefined;
    return {
      symptom: `A request to ${route} spends ${formatDuration(togetherMs)} in the server when others are in progress, and ${formatDuration(aloneMs)} when it is the only one.`,
      evidence: [
        ['Server’s own time with others in progress, median', formatDuration(togetherMs)],
        ['Server’s own time without others, median', formatDuration(aloneMs)],
        [
          'Steps compared',
          `${formatCount(together.length)} with others, ${formatCount(alone.length)} without`,
        ],
        ...told('Replayed alone on the machine', replayedMs, formatDuration),
      ],
      change: {
        what: 'Look for something that requests wait for one after another: a lock, a queue, a concurrency limit, a shared connection.',
        kind: 'code',
      },
      ...won(together, (step) => Math.max(0, appMs(step) - aloneMs)),
    };
  },
};

/** The server's own time when a request was replayed alone. */
function ownTimeAlone({ sample: { serverTimingMs } }: Replay): number[] {
  return tiersMs(serverTimingMs, Number.POSITIVE_INFINITY).flatMap(([name, ms]) =>
    name === 'app' ? [ms] : [],
  );
}

const MANY_REQUESTS = 5;

const chatty: Rule = {
  id: 'app.chatty',
  layer: 'app',
  title: 'One step sends many requests',
  source: azure('antipatterns/chatty-io/', 'Chatty I/O antipattern'),
  find(evidence) {
    const chatting = evidence.names
      .map((name) => ({
        ...name,
        // The requests of a page load belong to the page.
        steps: name.steps.filter(
          ({ sample: { vitals, traffic } }) =>
            vitals.ttfbMs === undefined && traffic?.dataRequests !== undefined,
        ),
      }))
      .filter(({ steps }) => steps.length >= 8 && (middle(steps.map(requestsOf)) ?? 0) >= MANY_REQUESTS);
    const steps = chatting.flatMap((name) => name.steps);
    if (steps.length === 0) return undefined;
    return {
      symptom: `A step typically sends ${formatCount(middle(steps.map(requestsOf)) ?? 0)} data requests before it is answered.`,
      evidence: [
        ['Data requests per step, median', formatCount(middle(steps.map(requestsOf)) ?? 0)],
        ['Time until the last request is sent, median', formatDuration(middle(steps.map(untilAskedMs)) ?? 0)],
        ['Steps', formatCount(steps.length)],
      ],
      change: {
        what: 'Answer a step with one request: let the server combine the data that the page shows.',
        kind: 'code',
      },
      ...won(steps, untilAskedMs),
    };
  },
};

const requestsOf = ({ sample }: AnsweredStep) => sample.traffic?.dataRequests ?? 0;

/** The time until the last request is sent, which the requests before it take. */
const untilAskedMs = ({ partsMs }: AnsweredStep) =>
  (partsMs.get('beforeRequest') ?? 0) + (partsMs.get('queue') ?? 0) + (partsMs.get('connect') ?? 0);

export const appRules: readonly Rule[] = [blockedEventLoop, leak, slowTogether, chatty];
