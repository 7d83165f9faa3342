import { expect, test } from '@playwright/test';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { analyse } from '../../src/analysis/analyse.ts';
import { littleUsers } from '../../src/analysis/load/little.ts';
import type { RunRecord } from '../../src/sample/record.ts';
import type { Sample, StepSample, UserSample } from '../../src/sample/sample.ts';
import { budget, givenUp, hostReadings, record, releasedAt, steadyStartAt, step } from './record.ts';
import { sampleRun } from './sample-run.ts';

const user = (number: number, event: UserSample['event'], at: number): Sample => ({
  type: 'user',
  user: number,
  journey: 'search and refine',
  event,
  at,
});

const windowOf = (steadyMs: number) => ({
  steadyStartAt,
  steadyEndAt: steadyStartAt + steadyMs,
  steadyMs,
});

const schedule = (steadyMs: number): Sample => ({
  type: 'schedule',
  barrierMs: 1,
  releasedAt,
  steadyStartAt,
  steadyEndAt: steadyStartAt + steadyMs,
});

test('users are counted in the middle of each second, so that milliseconds do not matter', () => {
  const others: Sample[] = [
    schedule(4000),
    user(0, 'start', steadyStartAt + 20),
    user(0, 'end', steadyStartAt + 3990),
    user(1, 'start', releasedAt),
    user(1, 'lost', steadyStartAt + 2400),
    { type: 'end', at: steadyStartAt + 4100, reason: 'completed' },
  ];
  const steps = [step(100, 2000, { user: 1 })];
  const { load, timeline } = analyse(record({ others, steadyMs: 4000, users: 2, steps }));
  expect(load.steadyStartMs).toBe(5000);
  expect(load.activeUsers).toEqual({ min: 1, median: 1.5, max: 2 });
  expect(timeline.map((point) => point.activeUsers)).toEqual([1, 1, 1, 1, 1, 2, 2, 1, 1]);
  // 3,970 + 2,400 ms of 2 · 4,000 ms.
  expect(load.deliveredShare).toBeCloseTo(6370 / 8000, 10);
});

test('a user without an end event was active until its last sample', () => {
  const others: Sample[] = [
    schedule(10_000),
    user(0, 'start', releasedAt),
    { type: 'end', at: steadyStartAt + 10_000, reason: 'completed' },
  ];
  const { load } = analyse(record({ others, steadyMs: 10_000, steps: [step(100, 0), step(200, 4000)] }));
  expect(load.deliveredShare).toBeCloseTo(0.42, 10);
  expect(load.activeUsers?.min).toBe(0);
});

test('a user whose worker stood still was active for a think time after its last step, not until the loss was noticed', () => {
  const others: Sample[] = [
    schedule(60_000),
    user(0, 'start', releasedAt),
    user(0, 'lost', steadyStartAt + 100_000),
    user(1, 'start', releasedAt),
    user(1, 'end', steadyStartAt + 60_000),
    { type: 'end', at: steadyStartAt + 100_000, reason: 'completed' },
  ];
  const steps = [
    step(500, 10_000),
    ...Array.from({ length: 20 }, (_, index) => step(100, index * 3000, { user: 1 })),
  ];
  const stopped = record({ others, steadyMs: 60_000, users: 2, steps, budgets: [budget({ limit: 1000 })] });
  const thinkMs = stopped.run.workload.thinkTimeMs.max;
  const { load, verdict } = analyse(stopped);
  expect(load.deliveredShare).toBeCloseTo((10_500 + thinkMs + 60_000) / 120_000, 10);
  expect(load.activeUsers?.min).toBe(1);
  expect(verdict.outcome).toBe('invalid');
});

test("Little's law finds the users of a textbook closed system", () => {
  // Four users with a cycle of 2 s each: X = 2 per second, R + Z = 2 s.
  const steps = [0, 1, 2, 3].flatMap((number) =>
    Array.from({ length: 31 }, (_, index) =>
      step(500, (index - 1) * 2000 + number * 100, { user: number, phase: index > 0 ? 'steady' : 'ramp' }),
    ),
  );
  const ends = [0, 1, 2, 3].map((number) => user(number, 'end', steadyStartAt + 60_000));
  expect(littleUsers([...steps, ...ends], windowOf(60_000))).toBeCloseTo(4, 10);
  expect(littleUsers([user(0, 'start', releasedAt), ...ends], windowOf(60_000))).toBeUndefined();
});

test("Little's law starts a user's first cycle at its start and has no cycle across an absence", () => {
  const cameTwice: Sample[] = [
    user(0, 'start', steadyStartAt - 1000),
    step(500, 2000),
    user(0, 'end', steadyStartAt + 3000),
    user(0, 'start', steadyStartAt + 8000),
    step(500, 9000),
  ];
  // The second stay was last heard of at the end of its only step.
  expect(littleUsers(cameTwice, windowOf(10_000))).toBeCloseTo((3000 + 1500) / 10_000, 10);
});

test("Little's law and the count agree for any pattern of stalls", () => {
  for (let seed = 1; seed <= 2000; seed += 1) {
    const random = xoroshiro128plus(seed);
    const uniform = (from: number, to: number) => from + uniformFloat64(random) * (to - from);
    const steadyMs = uniform(5000, 60_000);
    const users = Math.ceil(uniform(0, 5));
    // From some moment on, for some time, nothing is answered.
    const stallAt = uniform(-5000, steadyMs);
    const stallMs = uniform(0, 30_000);
    const { samples } = record({ users, steadyMs });
    for (let number = 0; number < users; number += 1) {
      let atMs = uniform(-5000, -1000);
      while (atMs < steadyMs) {
        const isStalled = atMs >= stallAt && atMs < stallAt + stallMs;
        const ms = isStalled ? Math.min(15_000, stallAt + stallMs - atMs) : uniform(20, 500);
        const phase = atMs < 0 ? ('ramp' as const) : ('steady' as const);
        samples.push(
          isStalled ? { ...givenUp(ms, atMs), user: number, phase } : step(ms, atMs, { user: number, phase }),
        );
        // After a failure the user starts over, which is not timed and can hang too.
        atMs += ms + (isStalled ? uniform(0, 10_000) : 0) + uniform(200, 3000);
      }
    }
    const found = littleUsers(samples, windowOf(steadyMs));
    expect(Math.abs((found ?? 0) - users), `seed ${seed}`).toBeLessThan(0.1 * users);
  }
});

/**
 * The workload `peak`: 50 users with a think time of 2 to 6 s, 10 s of ramp-up and one think time, then 60 s.
 * A step either hangs for 15 s or takes 0.1 s.
 */
function hangingPeak(seed: number, hangingShare: number): RunRecord {
  const random = xoroshiro128plus(seed);
  const uniform = (from: number, to: number) => from + uniformFloat64(random) * (to - from);
  const run = record({ users: 50, steadyMs: 60_000 });
  const releasedAt = steadyStartAt - 16_000;
  const samples = run.samples.map((sample): Sample => {
    if (sample.type === 'schedule') return { ...sample, releasedAt };
    if (sample.type !== 'user' || sample.event !== 'start') return sample;
    return { ...sample, at: releasedAt + sample.user * 200 };
  });
  const steps = samples.flatMap((sample) => {
    if (sample.type !== 'user' || sample.event !== 'start') return [];
    const ofUser: Sample[] = [];
    let atMs = sample.at - steadyStartAt + uniform(2000, 6000);
    while (atMs < 60_000) {
      const hangs = uniform(0, 1) < hangingShare;
      const changes = { user: sample.user, phase: atMs < 0 ? ('ramp' as const) : ('steady' as const) };
      const taken = hangs ? { ...givenUp(15_000, atMs), ...changes } : step(100, atMs, changes);
      ofUser.push(taken);
      atMs += taken.correctedMs + uniform(2000, 6000);
    }
    return ofUser;
  });
  return { ...run, samples: [...samples, ...steps] };
}

for (const hangingShare of [0, 0.2, 0.25, 0.3, 1]) {
  test(`a run of a product that hangs in ${hangingShare * 100} % of the steps is not invalid`, () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const { verdict, load } = analyse(hangingPeak(seed, hangingShare));
      expect(verdict.outcome, `seed ${seed}: ${load.littleUsers} users`).not.toBe('invalid');
    }
  });
}

test("Little's law agrees with the count in a random run, for many seeds", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const analysis = analyse(sampleRun({ seed, users: 2, steadyStateMs: 20_000 }));
    expect(analysis.verdict.outcome, `seed ${seed}`).not.toBe('invalid');
  }
});

test('the generator is measured over the steady state, by process group and per step', () => {
  const steps = Array.from({ length: 20 }, (_, index) => step(100, index * 500));
  const telemetry = [
    ...hostReadings(0.5, 10),
    ...hostReadings(0.5, 10).map((reading) => ({
      ...reading,
      source: 'browser',
      values: { cpuMs: 300, processes: 4 },
    })),
    // In the ramp-up: counts for memory only.
    {
      type: 'telemetry' as const,
      at: releasedAt,
      intervalMs: 1000,
      source: 'host',
      values: { cpuShare: 1, cpuMs: 2000, memoryUsedBytes: 400 },
    },
  ];
  const { generator } = analyse(record({ steps, telemetry, steadyMs: 10_000 }));
  expect(generator).toMatchObject({
    cpuShare: 0.5,
    contaminatedShare: 0,
    cpuMsPerStep: 500,
    cpuMsPerStepBy: { browser: 150 },
    peakMemoryBytes: 609,
  });
});

test('without telemetry there are no values of the machine', () => {
  const { generator } = analyse(record({ steps: [step(1, 0, { lagMs: 7 })] }));
  expect(generator).toEqual({
    thresholds: { cpuShare: 0.9 },
    thresholdsFrom: 'defaults',
    peakSignals: { lagMs: 7 },
  });
});

test('errors are grouped by message, most frequent first', () => {
  const failed = (message: string) => step(10, 0, { outcome: { status: 'failed', message } });
  const reported: Sample = {
    type: 'error',
    user: 0,
    journey: 'search and refine',
    step: 'search',
    at: steadyStartAt,
    message: 'HTTP 500',
  };
  const run = record({ steps: [failed('a'), failed('b'), failed('b')] });
  const { errors } = analyse({ ...run, samples: [...run.samples, reported, reported, reported] });
  expect(errors.map(({ message, count }) => [message, count])).toEqual([
    ['HTTP 500', 3],
    ['b', 2],
    ['a', 1],
  ]);
});

test('errors tell what went wrong, when first and last, and the trace of the first', () => {
  const refused = 'page.goto: net::ERR_CONNECTION_REFUSED at http://127.0.0.1:8700/';
  const failures = [31_000, 5000, 39_000].map((atMs) =>
    step(10, atMs, { outcome: { status: 'failed', message: refused } }),
  );
  const [, first] = failures;
  expect(analyse(record({ steps: failures })).errors).toEqual([
    {
      journey: 'search and refine',
      step: 'search',
      kind: 'connection refused',
      message: refused,
      count: 3,
      firstAtMs: 10_000,
      lastAtMs: 44_000,
      traceId: first?.id,
    },
  ]);
});

const answered = (status: number) => ({
  url: 'http://127.0.0.1/api',
  matchedBy: 'traceparent' as const,
  startMs: 0,
  serverTimingMs: {},
  status,
});
const { status: _, ...asked } = answered(200);

const kinds: [string, StepSample['outcome'], StepSample['request'], string][] = [
  [
    'a response',
    { status: 'failed', message: 'the request failed with status 503' },
    answered(503),
    'server error',
  ],
  [
    'a response of another kind',
    { status: 'failed', message: 'the request failed with status 404' },
    answered(404),
    'client error',
  ],
  ['a wait after an error', { status: 'timeout', message: 'x in time' }, answered(500), 'server error'],
  ['a wait', { status: 'timeout', message: 'x in time' }, asked, 'timed out'],
  ['a wait for nothing that was seen', { status: 'timeout', message: 'x in time' }, undefined, 'timed out'],
  [
    'a lost connection',
    { status: 'timeout', message: 'x in time' },
    { ...asked, unanswered: true },
    'connection lost',
  ],
  ['a reset', { status: 'failed', message: 'net::ERR_CONNECTION_RESET at x' }, undefined, 'connection lost'],
  ['an empty answer', { status: 'failed', message: 'net::ERR_EMPTY_RESPONSE' }, undefined, 'connection lost'],
  ['a load', { status: 'failed', message: 'net::ERR_ABORTED; x' }, undefined, 'load aborted'],
  ['a page', { status: 'failed', message: 'the page shows an error: sorry' }, answered(200), 'error shown'],
  [
    'a home page',
    { status: 'failed', message: 'the home page cannot be opened (status 502)' },
    undefined,
    'server error',
  ],
  ['anything', { status: 'failed', message: 'who knows' }, undefined, 'other'],
];
for (const [what, outcome, request, kind] of kinds) {
  test(`${what} (${outcome.status}) that fails is of the kind ${kind}`, () => {
    const failed = step(10, 0, { outcome, ...(request && { request }) });
    expect(analyse(record({ steps: [failed] })).errors.map((error) => error.kind)).toEqual([kind]);
  });
}

test('only time-outs can be the fault of a busy machine: other errors miss their budget all the same', () => {
  const judged = (outcome: StepSample['outcome'], failures: number) => {
    const steps = Array.from({ length: 100 }, (_, index) =>
      step(100, index * 500, index < failures ? { outcome } : {}),
    );
    const limit = budget({ id: 'errors', metric: 'errors', statistic: 'share', limit: 0.01 });
    const { budgets, verdict } = analyse(
      record({ steps, budgets: [limit], telemetry: hostReadings(0.99, 60) }),
    );
    return [budgets[0]?.outcome, verdict.outcome];
  };
  const refused = { status: 'failed' as const, message: 'net::ERR_CONNECTION_REFUSED at x' };
  expect(judged(refused, 35)).toEqual(['fail', 'fail']);
  expect(judged({ status: 'failed', message: 'the request failed with status 500' }, 24)).toEqual([
    'fail',
    'fail',
  ]);
  expect(judged({ status: 'timeout', message: 'no answer' }, 35)).toEqual(['inconclusive', 'inconclusive']);
  expect(judged(refused, 1)).toEqual(['pass', 'pass']);
});

test('a step that was open when the run was interrupted counts as at least so long, if that says anything', () => {
  const open = (ms: number, atMs: number): StepSample => {
    const {
      responseMs: _,
      inputAt: __,
      paintSource: ___,
      ...rest
    } = step(ms, atMs, { paint: {}, outcome: { status: 'open' } });
    return rest;
  };
  const answers = Array.from({ length: 10 }, (_, index) =>
    step(100 + index, index * 1000, { user: index % 2 }),
  );
  const limit = budget({ statistic: 'max', limit: 3000 });
  const interrupted = (steps: StepSample[]) => {
    const run = record({ steps, users: 2, budgets: [limit] });
    const cut = run.samples.map(
      (sample): Sample =>
        sample.type === 'end' ? { type: 'end', at: steadyStartAt + 20_000, reason: 'interrupted' } : sample,
    );
    return analyse({ ...run, samples: cut });
  };
  const ordinary = interrupted([...answers, open(40, 19_960)]);
  expect(ordinary.steps[0]).toMatchObject({ samples: 10, errors: 0 });
  expect(ordinary.budgets[0]?.outcome).toBe('pass');
  expect(ordinary.verdict.outcome).toBe('inconclusive');
  const hanging = interrupted([...answers, open(9000, 11_000)]);
  expect(hanging.steps[0]).toMatchObject({ samples: 11, errors: 0 });
  expect(hanging.errors).toEqual([]);
  expect(hanging.budgets[0]).toMatchObject({ outcome: 'fail', observed: 9000 });
  expect(hanging.verdict.outcome).toBe('fail');
});

test('steps are in the order in which users reach them', () => {
  const { steps } = analyse(sampleRun());
  expect(steps.filter(({ journey }) => journey === 'search and refine').map((one) => one.step)).toEqual([
    'home',
    'search',
    'choose a facet',
    'turn the page',
    'open a result',
    'go back',
  ]);
});
