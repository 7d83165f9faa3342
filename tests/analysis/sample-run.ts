import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expandBudgets } from '../../src/analysis/budgets/expand-budgets.ts';
import type { Budget, BudgetFile } from '../../src/sample/budget.ts';
import type { RunRecord } from '../../src/sample/record.ts';
import type { Sample, StepKind, StepSample, TelemetrySample } from '../../src/sample/sample.ts';

/** A made-up but realistic run, generated from a seed, with every kind of sample that a real run has. */

export const outline: Record<string, Record<string, StepKind>> = {
  'look up': { home: 'navigation', 'type a word': 'suggestion', 'read the document': 'navigation' },
  'search and refine': {
    home: 'navigation',
    search: 'query',
    'choose a facet': 'query',
    'turn the page': 'query',
    'open a result': 'navigation',
    'go back': 'query',
  },
  explore: { search: 'query', 'open a result': 'navigation', 'follow a relation': 'navigation' },
  recover: { search: 'query', 'did you mean': 'query' },
  browse: { 'choose a category': 'query', 'sort by name': 'query', 'open a result': 'navigation' },
};

const typicalMs: Record<StepKind, number> = { query: 62, suggestion: 34, navigation: 118 };

export interface SampleRunOptions {
  seed?: number;
  users?: number;
  steadyStateMs?: number;
  /** Added to every answer of the target, in milliseconds. */
  delayMs?: number;
  /** Share of steps that time out. */
  timeoutShare?: number;
  /** CPU use of the machine, around which the readings scatter. */
  cpuShare?: number;
  /** How late the generator is with each step, in milliseconds. */
  lagMs?: number;
  /** Users that lose their page in the middle of the steady state. */
  lostUsers?: number;
  /** Journey names and messages with what an attacker would put there. */
  hostile?: string;
}

const rampMs = 8_000;
const startedAt = Date.parse('2026-11-20T09:30:00Z');
const releasedAt = startedAt + 31_400;

const sampleBudgets = (): Budget[] => {
  const perJourney = Object.entries(outline).flatMap(([journey, steps]) =>
    expandBudgets(journey.replaceAll(' ', '-'), {
      journey,
      steps: Object.fromEntries(
        Object.entries(steps).map(([step, kind]) => [
          step,
          { latencyMs: { p75: kind === 'suggestion' ? 200 : kind === 'query' ? 500 : 1000 } },
        ]),
      ),
      groups: { all: { latencyMs: { p95: 1500 }, errors: { share: 0.001 } } },
    } satisfies BudgetFile),
  );
  const acceptance = expandBudgets('acceptance', {
    groups: {
      query: { latencyMs: { p99: 3000, worstWindowP95: 3000 } },
      all: { errors: { share: 0.001 } },
    },
    load: { activeUsers: { min: 50 }, documents: { min: 100_000 } },
  });
  return [...acceptance, ...perJourney];
};

export function sampleRun({
  seed = 7,
  users = 50,
  steadyStateMs = 60_000,
  delayMs = 0,
  timeoutShare = 0,
  cpuShare = 0.64,
  lagMs = 3,
  lostUsers = 0,
  hostile = '',
}: SampleRunOptions = {}): RunRecord {
  const random = xoroshiro128plus(seed);
  const uniform = (from: number, to: number) => from + uniformFloat64(random) * (to - from);
  // A separate stream, so that values apart from the latencies can change without changing the latencies.
  const besides = xoroshiro128plus(seed + 1);
  const aside = (from: number, to: number) => from + uniformFloat64(besides) * (to - from);
  // The exponential of a sum of three draws, which is nearly log-normal: skewed to the right, as response times are.
  const skewed = (median: number) =>
    median * Math.exp(0.42 * (uniform(-1, 1) + uniform(-1, 1) + uniform(-1, 1)));
  const steadyStartAt = releasedAt + rampMs;
  const steadyEndAt = steadyStartAt + steadyStateMs;
  const journeys = Object.keys(outline);
  const seats = Array.from({ length: users }, (_, user) => `${journeys[user % journeys.length]}${hostile}`);

  const samples: Sample[] = [
    { type: 'schedule', barrierMs: releasedAt - startedAt, releasedAt, steadyStartAt, steadyEndAt },
  ];

  const step = (
    user: number,
    iteration: number,
    name: string,
    kind: StepKind,
    intendedAt: number,
  ): StepSample => {
    const beforeMs = uniform(1, 5);
    const engineMs = kind === 'query' ? skewed(7) : 0;
    const databaseMs = skewed(kind === 'query' ? 4 : 3);
    const cacheMs = uniform(0.1, 0.4);
    const appMs = engineMs + databaseMs + cacheMs + skewed(3) + delayMs;
    const networkMs = uniform(1, 4);
    const answeredMs = beforeMs + networkMs + appMs;
    const contentfulMs = answeredMs + skewed(typicalMs[kind] - 22);
    const late = Math.max(0, lagMs * uniform(0, 2));
    const timedOut = uniform(0, 1) < timeoutShare;
    const responseMs = timedOut ? 10_000 : contentfulMs;
    const navigation = kind === 'navigation';
    const longFrame = !timedOut && aside(0, 1) < 0.02;
    return {
      type: 'step',
      id: Array.from({ length: 32 }, () => Math.floor(uniform(0, 16)).toString(16)).join(''),
      user,
      journey: seats[user] ?? '',
      step: `${name}${hostile}`,
      kind,
      iteration,
      phase: intendedAt < steadyStartAt ? 'ramp' : 'steady',
      viewport: '1280×720',
      intendedAt,
      inputAt: intendedAt + late,
      responseMs,
      lagMs: late,
      workerDelayMs: late * aside(0, 1),
      ...(!timedOut && { inputDelayMs: aside(0.1, 0.9) }),
      correctedMs: responseMs + late,
      ...(!timedOut && { paintSource: navigation ? ('frame' as const) : ('contentful' as const) }),
      paint: timedOut
        ? {}
        : {
            settledMs: contentfulMs - 9,
            frameMs: contentfulMs + 4,
            ...(!navigation && { contentfulMs }),
          },
      outcome: timedOut
        ? { status: 'timeout', message: `no result list within 10 s${hostile}` }
        : { status: 'ok' },
      ...(!timedOut && {
        request: {
          url: `/api/search?q=word${hostile}`,
          matchedBy: 'traceparent',
          status: 200,
          startMs: beforeMs,
          sentMs: beforeMs + networkMs / 4,
          responseStartMs: answeredMs - networkMs / 4,
          responseEndMs: answeredMs,
          transferBytes: 5200,
          serverTimingMs: {
            app: appMs,
            cache: cacheMs,
            database: databaseMs,
            ...(engineMs > 0 && { engine: engineMs }),
          },
        },
      }),
      vitals: navigation
        ? { ttfbMs: answeredMs - 1, fcpMs: contentfulMs - 12, lcpMs: contentfulMs, cls: uniform(0, 0.02) }
        : { inpMs: Math.round(uniform(24, 64) / 8) * 8, cls: 0 },
      ...(longFrame && {
        longFrame: {
          startMs: answeredMs,
          durationMs: aside(50, 90),
          blockingMs: aside(0, 40),
          script: {
            invoker: `BUTTON#search.onclick${hostile}`,
            url: `http://127.0.0.1:4310/assets/main.js${hostile}`,
            durationMs: aside(20, 50),
          },
        },
      }),
      ...(!timedOut &&
        !navigation && { softNavigation: { url: `/?q=word${hostile}`, paintMs: contentfulMs } }),
    };
  };

  for (let user = 0; user < users; user += 1) {
    const journey = seats[user] ?? '';
    const startAt = releasedAt + (rampMs * user) / users;
    samples.push({ type: 'user', user, journey, event: 'ready', at: releasedAt - 400 });
    samples.push({ type: 'user', user, journey, event: 'start', at: startAt });
    for (const of of ['worker', 'page'] as const) {
      samples.push({
        type: 'clock',
        of,
        user,
        at: releasedAt - 500,
        offsetMs: 0,
        boundMs: of === 'page' ? aside(0.3, 1.2) : aside(0.1, 0.4),
      });
    }
    const leavesAt = user < lostUsers ? steadyStartAt + steadyStateMs / 2 : steadyEndAt;
    let at = startAt + uniform(0, 4000);
    for (let iteration = 0; at < leavesAt; iteration += 1) {
      for (const [name, kind] of Object.entries(outline[journeys[user % journeys.length] ?? ''] ?? {})) {
        const taken = step(user, iteration, name, kind, at);
        samples.push(taken);
        at += taken.correctedMs + uniform(1500, 3500);
        if (at >= leavesAt) break;
      }
    }
    samples.push(
      user < lostUsers
        ? { type: 'user', user, journey, event: 'lost', at, message: `its page crashed${hostile}` }
        : { type: 'user', user, journey, event: 'end', at: Math.max(at, steadyEndAt) },
    );
  }
  samples.push({
    type: 'error',
    user: 3,
    journey: seats[3] ?? '',
    step: `search${hostile}`,
    at: steadyStartAt + 12_000,
    message: `TypeError: results.map is not a function${hostile}`,
  });
  samples.push({ type: 'clock', of: 'server', at: releasedAt - 600, offsetMs: 0.2, boundMs: 0.6 });
  samples.push({ type: 'end', at: steadyEndAt + 4000, reason: 'completed' });

  const telemetry: TelemetrySample[] = [];
  for (let second = 1; second <= (rampMs + steadyStateMs) / 1000; second += 1) {
    const at = releasedAt + second * 1000;
    const busy = Math.min(0.99, cpuShare * Math.min(1, second / 6) * uniform(0.92, 1.08));
    const cpuMs = busy * 2000;
    telemetry.push({
      type: 'telemetry',
      at,
      intervalMs: 1000,
      source: 'host',
      values: {
        cpuMs,
        cpuShare: busy,
        pressureShare: busy / 4,
        stealShare: aside(0, 0.01),
        memoryUsedBytes: 2 * 2 ** 30 + Math.min(1, second / 20) * 8.4 * 2 ** 30,
      },
    });
    const parts = { browser: 0.55, workers: 0.22, app: 0.09, engine: 0.06, database: 0.05, runner: 0.03 };
    for (const [source, part] of Object.entries(parts)) {
      telemetry.push({
        type: 'telemetry',
        at,
        intervalMs: 1000,
        source,
        values: {
          cpuMs: cpuMs * part,
          processes: 1,
          ...(source === 'runner' && { loopDelayMs: aside(0, 20) * busy }),
        },
      });
    }
    const apart = {
      canary: { delayMs: aside(2, 30) * busy },
      'browser server': { loopDelayMs: aside(0, 40) * busy },
    };
    for (const [source, values] of Object.entries(apart)) {
      telemetry.push({ type: 'telemetry', at, intervalMs: 1000, source, values });
    }
  }

  return {
    run: {
      schemaVersion: 1,
      id: '2026-11-20T09-30-00-peak',
      folder: 'reports/2026-11-20T09-30-00-peak',
      workload: {
        name: 'peak',
        model: 'closed',
        users,
        seed,
        mix: Object.fromEntries(journeys.map((journey) => [journey, 1])),
        thinkTimeMs: { min: 1500, max: 3500 },
        keyDelayMs: { min: 60, max: 180 },
        rampMs,
        steadyStateMs,
        stepTimeoutMs: 10_000,
        viewport: { width: 1280, height: 720 },
        budgets: ['acceptance', ...journeys.map((journey) => journey.replaceAll(' ', '-'))],
      },
      target: {
        url: 'http://127.0.0.1:4310/',
        documents: 117_791,
        tiers: [
          { name: 'app', kind: 'fastify' },
          { name: 'engine', kind: 'fts5' },
          { name: 'database', kind: 'postgresql' },
          { name: 'cache', kind: 'lru' },
        ],
      },
      seats,
      workers: users,
      budgets: sampleBudgets(),
      startedAt: new Date(startedAt).toISOString(),
      footfall: '0.1.0',
      playwright: '1.65.1',
      browser: { name: 'chromium', version: '156.0.7700.0', foundAs: 'a system Chromium' },
      environment: {
        node: 'v20.20.2',
        os: 'Linux 6.1',
        cpuModel: 'Example CPU',
        cores: 2,
        memoryBytes: 24 * 2 ** 30,
      },
    },
    samples,
    telemetry,
    unreadable: [],
  };
}
