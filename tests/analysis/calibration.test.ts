import { expect, test } from '@playwright/test';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { calibrationLevel } from '../../src/analysis/calibration/calibration-level.ts';
import { compareNaive } from '../../src/analysis/calibration/compare-naive.ts';
import { learnThresholds } from '../../src/analysis/calibration/learn-thresholds.ts';
import { CalibrationLevel, Thresholds } from '../../src/sample/calibration.ts';
import type { RunRecord } from '../../src/sample/record.ts';
import type { StepSample } from '../../src/sample/sample.ts';
import { givenUp, hostReadings, record, step } from './record.ts';

/** A step whose response was meant to take `truthMs`, measured with an error. */
function told(name: string, truthMs: number, errorMs: number, atMs: number, changes = {}): StepSample {
  return step(truthMs + errorMs, atMs, {
    step: name,
    request: {
      url: '/answer',
      matchedBy: 'traceparent',
      startMs: 1,
      serverTimingMs: { app: truthMs, nominal: truthMs },
    },
    ...changes,
  });
}

/** Steps with these errors, spread over the minute of one user. */
const spread = (errorsMs: number[], name = 'fixed', changes = {}) =>
  errorsMs.map((errorMs, index) => told(name, 70, errorMs, (index * 60_000) / errorsMs.length, changes));

/** 0, 1, 2 … in order. */
const upTo = (last: number) => Array.from({ length: last + 1 }, (_, index) => index);

const floor = () => record({ steps: spread(upTo(100)) });

test('the error is the latency minus the truth, per step and over all steps', () => {
  const steps = [...spread(upTo(100)), ...spread([30, 30], 'large')];
  const level = calibrationLevel(record({ steps }), record({ steps }), {});
  expect(CalibrationLevel.parse(level)).toEqual(level);
  expect(level).toMatchObject({ users: 1, steps: 103, failed: 0, activeUsers: 1, deliveredShare: 1 });
  expect(level?.byStep.fixed).toEqual({ steps: 101, errorMs: { p50: 50, p95: 95, max: 100 } });
  expect(level?.byStep.large).toEqual({ steps: 2, errorMs: { p50: 30, p95: 30, max: 30 } });
  expect(level?.errorMs.max).toBe(100);
});

test('the floor is 0 ms above itself', () => {
  const level = calibrationLevel(floor(), floor(), {});
  expect(level).toMatchObject({ aboveFloorMs: { p50: 0, p95: 0, max: 0 }, truthful: true });
});

test('a delay added to every latency shows at every percentile, whatever the mix of steps', () => {
  const random = xoroshiro128plus(3);
  const some = (count: number, from: number, to: number) =>
    Array.from({ length: count }, () => from + uniformFloat64(random) * (to - from));
  const errors: [string, number[]][] = [
    ['fixed', some(40, 5, 12)],
    ['large', some(25, 60, 90)],
    ['two parts', some(13, 8, 30)],
  ];
  const withMore = (ms: number) =>
    record({
      steps: errors.flatMap(([name, each]) =>
        spread(
          each.map((error) => error + ms),
          name,
        ),
      ),
    });
  for (const ms of [0, 7, 49.5, 300]) {
    const level = calibrationLevel(withMore(ms), withMore(0), {});
    expect(level?.aboveFloorMs.p50).toBeCloseTo(ms, 9);
    expect(level?.aboveFloorMs.p95).toBeCloseTo(ms, 9);
    expect(level?.aboveFloorMs.max).toBeCloseTo(ms, 9);
    expect(level?.truthful).toBe(ms <= 50);
  }
});

test('an error in one kind of step is not hidden by another that takes longer to render', () => {
  const alone = record({
    steps: [
      ...spread(upTo(50), 'fixed'),
      ...spread(
        upTo(50).map((ms) => ms + 500),
        'large',
      ),
    ],
  });
  const loaded = record({
    steps: [
      ...spread(
        upTo(50).map((ms) => ms + 200),
        'fixed',
      ),
      ...spread(
        upTo(50).map((ms) => ms + 500),
        'large',
      ),
    ],
  });
  const level = calibrationLevel(loaded, alone, {});
  expect(level?.errorMs.p95).toBeCloseTo(544.95, 9);
  expect(level?.aboveFloorMs.p95).toBeGreaterThan(150);
  expect(level?.truthful).toBe(false);
});

test('only the steady state counts, and steps without a known truth are left out', () => {
  const steps = [
    ...spread(upTo(100)),
    told('fixed', 70, 5000, -100, { phase: 'ramp' }),
    step(9000, 30_000, { step: 'fixed' }),
  ];
  expect(calibrationLevel(record({ steps }), floor(), {})).toMatchObject({
    steps: 101,
    failed: 0,
    errorMs: { max: 100 },
  });
});

test('a doubtful step is left out, since nobody relies on its latency', () => {
  const doubtful = told('fixed', 70, -60, 30_000, { doubts: ['short quiet'] });
  const level = calibrationLevel(record({ steps: [...spread(upTo(100)), doubtful] }), floor(), {});
  expect(level).toMatchObject({ steps: 101, failed: 0 });
});

test('what a request takes beyond its server is this machine’s hand-over, at the median', () => {
  const taking = (ms: number, name = 'fixed') =>
    told(name, 70, 20, 30_000 + ms, {
      request: {
        url: 'http://127.0.0.1/answer',
        matchedBy: 'traceparent',
        startMs: 1,
        sentMs: 2,
        responseStartMs: 72 + ms,
        serverTimingMs: { nominal: 70 },
      },
    });
  const steps = [taking(3), taking(5), taking(13), ...[1, 2, 3].map((ms) => taking(ms - 60, 'two parts'))];
  expect(calibrationLevel(record({ steps }), record({ steps }), {})?.handOverMs).toBe(5);
  expect(calibrationLevel(floor(), floor(), {})).not.toHaveProperty('handOverMs');
});

const noAnswer = (lateMs: number, atMs: number) => ({ ...givenUp(10_000 + lateMs, atMs), step: 'no answer' });

test('a step without a response must time out on time', () => {
  const alone = record({ steps: [...spread(upTo(100)), noAnswer(2, 30_000)] });
  const late = record({ steps: [...spread(upTo(100)), noAnswer(32, 30_000)] });
  const level = calibrationLevel(late, alone, {});
  expect(level).toMatchObject({ steps: 102, failed: 0, truthful: true });
  expect(level?.byStep['no answer']).toEqual({ steps: 1, errorMs: { p50: 32, p95: 32, max: 32 } });
});

test('a failed step is not truthful, nor is an answer to a step that gets no response', () => {
  const failing = (count: number) => [
    ...spread(upTo(100)),
    ...Array.from({ length: count }, (_, index) => ({ ...givenUp(10_000, index * 1000), step: 'fixed' })),
  ];
  const few = calibrationLevel(record({ steps: failing(1) }), floor(), {});
  expect(few).toMatchObject({ failed: 1, truthful: true, aboveFloorMs: { p95: 0 } });
  const many = calibrationLevel(record({ steps: failing(6) }), floor(), {});
  expect(many).toMatchObject({ failed: 6, truthful: false, aboveFloorMs: { p95: 0 } });
  const answered = record({ steps: [...spread(upTo(100)), step(50, 40_000, { step: 'no answer' })] });
  expect(calibrationLevel(answered, floor(), {})).toMatchObject({ failed: 1, steps: 101 });
});

test('a load that was not delivered is not truthful, however small the errors', () => {
  const late = record({ steps: spread(upTo(100), 'fixed', { lagMs: 40 }) });
  const level = calibrationLevel(late, floor(), {});
  expect(level?.deliveredShare).toBeCloseTo(1 - (101 * 40) / 60_000, 9);
  expect(level).toMatchObject({ aboveFloorMs: { p95: 0 }, truthful: false });
  const lonely = record({ users: 3, steps: spread(upTo(100)) });
  const gone = lonely.samples.filter((sample) => sample.type !== 'user' || sample.user === 0);
  expect(calibrationLevel({ ...lonely, samples: gone }, floor(), {})).toMatchObject({
    users: 3,
    activeUsers: 1,
    truthful: false,
  });
});

test('a paint that only some records have is not compared with the other paint', () => {
  // The contentful paint comes 20 ms before the frame, and one step of the level lacks it.
  const both = (errorMs: number) => ({ paint: { frameMs: 70 + errorMs, contentfulMs: 50 + errorMs } });
  const alone = record({ steps: upTo(60).map((ms) => told('fixed', 70, ms, ms * 900, both(ms))) });
  const loaded = record({
    steps: upTo(60).map((ms) => told('fixed', 70, ms, ms * 900, ms === 7 ? {} : both(ms))),
  });
  expect(calibrationLevel(loaded, alone, {})?.aboveFloorMs).toEqual({ p50: 0, p95: 0, max: 0 });
  expect(calibrationLevel(alone, alone, {})?.errorMs.max).toBe(40);
});

test('a level reports the CPU time and the contaminated share', () => {
  const busy: RunRecord = { ...floor(), telemetry: hostReadings(0.8, 60) };
  expect(calibrationLevel(busy, floor(), { cpuShare: 0.7 })).toMatchObject({
    contaminatedShare: 1,
    cpuMsPerStep: expect.closeTo((0.8 * 2000 * 60) / 101, 9),
  });
  expect(calibrationLevel(busy, floor(), {})).toMatchObject({ contaminatedShare: 0 });
  expect(calibrationLevel(floor(), floor(), {})).not.toHaveProperty('contaminatedShare');
});

test('there is no level if nothing can be compared with the truth', () => {
  expect(calibrationLevel(record({}), floor(), {})).toBeUndefined();
  expect(calibrationLevel(floor(), record({}), {})).toBeUndefined();
  expect(calibrationLevel(record({ steps: spread([1], 'large') }), floor(), {})).toBeUndefined();
});

/** Steps with these lags and errors; the floor has no error. */
const lagging = (pairs: [lagMs: number, errorMs: number][]) =>
  record({
    steps: pairs.map(([lagMs, errorMs], index) =>
      told('fixed', 70, errorMs, (index * 60_000) / pairs.length, { lagMs }),
    ),
  });
const exact = () => lagging(upTo(99).map(() => [0, 0]));

test('the threshold of a signal that predicts errors is where they begin', () => {
  // Lags of 1 to 1000 ms; from 301 on every step is 200 ms from the truth.
  const pairs = upTo(999).map((index): [number, number] => [index + 1, index < 300 ? 5 : 200]);
  const { lagMs } = learnThresholds([lagging(pairs)], exact());
  // 8 wrong ones of 308 show that the p95 is clean: P(B(308, 0.05) ≤ 8) is 2.7 %. For 9 of 309 it is 5.2 %.
  expect(lagMs).toBe(308);
  const reversed = learnThresholds([lagging(pairs.toReversed())], exact());
  expect(reversed.lagMs).toBe(lagMs);
});

test('the threshold is the largest one, even if smaller readings coincided with errors', () => {
  // 10 wrong ones among the lowest readings are few among all 1000, but many among the first 100.
  const pairs = upTo(999).map((index): [number, number] => [index, index < 10 ? 300 : 0]);
  expect(learnThresholds([lagging(pairs)], exact()).lagMs).toBe(999);
});

test('the threshold of a signal that never coincided with an error is its highest value over all levels', () => {
  const low = lagging(upTo(70).map((index) => [index, 24.9]));
  const high = lagging(upTo(70).map((index) => [index * 3, 1]));
  expect(learnThresholds([low, high], exact()).lagMs).toBe(210);
});

test('a signal that never separates clean steps from others has no threshold', () => {
  // Every fifth step is wrong, whatever the signal; the CPU use separates the two halves.
  const noise = upTo(999).map((index): [number, number] => [
    (index * 7919) % 1000,
    index % 5 === 0 ? 200 : 0,
  ]);
  expect(learnThresholds([lagging(noise)], exact())).toEqual({});
  const halves: RunRecord = {
    ...lagging(upTo(999).map((index) => [(index * 7919) % 1000, index < 500 ? 0 : 200])),
    telemetry: [...hostReadings(0.4, 60).slice(0, 30), ...hostReadings(0.95, 60).slice(30)],
  };
  const learned = learnThresholds([halves], exact());
  expect(Thresholds.parse(learned)).toEqual(learned);
  expect(learned).not.toHaveProperty('lagMs');
  expect(learned.cpuShare).toBeGreaterThanOrEqual(0.4);
  expect(learned.cpuShare).toBeLessThan(0.95);
});

test('readings that are normal at clean levels are not contamination', () => {
  const clean = lagging(upTo(1000).map((index) => [index, 0]));
  const crowded = lagging(upTo(1000).map((index) => [index, index > 100 && index % 4 === 0 ? 200 : 0]));
  // Together they would only allow readings up to about 160, which nine of ten clean steps exceed.
  expect(learnThresholds([clean, crowded], exact()).lagMs).toBe(990);
  expect(learnThresholds([crowded], exact()).lagMs).toBeLessThan(200);
});

test('a threshold needs 59 steps', () => {
  const learn = (count: number) => learnThresholds([lagging(upTo(count - 1).map((ms) => [ms, 0]))], exact());
  expect(learn(59).lagMs).toBe(58);
  expect(learn(58)).toEqual({});
});

test('steps with the same reading are on the same side of the threshold', () => {
  // 100 clean ones at 1 ms; at 2 ms 100 clean ones and 100 wrong ones.
  const pairs = upTo(299).map((index): [number, number] => [index < 100 ? 1 : 2, index < 200 ? 0 : 200]);
  expect(learnThresholds([lagging(pairs)], exact()).lagMs).toBe(1);
});

test('a clean error is relative to the floor, not to the truth, and a failed step is never clean', () => {
  const slow = () =>
    record({
      steps: spread(
        upTo(99).map(() => 400),
        'large',
        { lagMs: 3 },
      ),
    });
  expect(learnThresholds([slow()], slow()).lagMs).toBe(3);
  const failed = upTo(99).map((index) => ({ ...givenUp(10_000, index * 100), step: 'large', lagMs: 8 }));
  const broken = record({ steps: failed });
  expect(learnThresholds([slow(), broken], slow()).lagMs).toBe(3);
});

test('two clocks are compared over the steps that both timed', () => {
  const steps = [...spread([5, 6, 7]), ...spread([90], 'large')];
  const [first, second, third] = steps as [StepSample, StepSample, StepSample];
  const naive = new Map([
    [first.id, 70 + 150],
    [second.id, 70 + 160],
    [third.id, 70 + 2000],
    ['f'.repeat(32), 1],
  ]);
  const { ours, naive: theirs, ...rest } = compareNaive(record({ steps, users: 1 }), naive) ?? {};
  expect(rest).toEqual({ users: 1, steps: 3 });
  expect(ours).toEqual({ p50: 6, p95: expect.closeTo(6.9, 9), max: 7 });
  expect(theirs).toEqual({ p50: 160, p95: expect.closeTo(160 + 0.9 * 1840, 9), max: 2000 });
  expect(compareNaive(record({ steps }), new Map())).toBeUndefined();
});
