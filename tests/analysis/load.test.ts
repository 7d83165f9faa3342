import { expect, test } from '@playwright/test';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { analyse } from '../../src/analysis/analyse.ts';
import { littleUsers } from '../../src/analysis/load/little.ts';
import type { RunRecord } from '../../src/sample/record.ts';
import type { Sample, UserSample } from '../../src/sample/sample.ts';
import { givenUp, hostReadings, record, releasedAt, steadyStartAt, step } from './record.ts';
import { sampleRun } from './sample-run.ts';

const user = (number: number, event: UserSample['event'], at: number): Sample => ({
  type: 'user',
  user: number,
  journey: 'search and refine',
  event,
  at,
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
  const { load, timeline } = analyse(record({ others, steadyMs: 4000, users: 2 }));
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

test("Little's law finds the users of a textbook closed system", () => {
  // Four users with a cycle of 2 s each: X = 2 per second, R + Z = 2 s.
  const steps = [0, 1, 2, 3].flatMap((number) =>
    Array.from({ length: 31 }, (_, index) =>
      step(500, (index - 1) * 2000 + number * 100, { user: number, phase: index > 0 ? 'steady' : 'ramp' }),
    ),
  );
  expect(littleUsers(steps, 60_000)?.users).toBeCloseTo(4, 10);
  expect(littleUsers([step(5, 0)], 60_000)).toBeUndefined();
});

test("Little's law starts a user's first cycle at its start and has no cycle across an absence", () => {
  const cameTwice: Sample[] = [
    user(0, 'start', steadyStartAt - 1000),
    step(500, 2000),
    user(0, 'lost', steadyStartAt + 3000),
    user(0, 'start', steadyStartAt + 8000),
    step(500, 9000),
  ];
  expect(littleUsers(cameTwice, 10_000)?.users).toBeCloseTo((3000 + 1000) / 10_000, 10);
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
