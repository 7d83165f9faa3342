import { expect, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import type { BudgetResult } from '../../src/sample/analysis.ts';
import type { Budget } from '../../src/sample/budget.ts';
import type { Sample, StepSample } from '../../src/sample/sample.ts';
import { budget, givenUp, hostReadings, type RecordOptions, record, step } from './record.ts';

/** Evaluates one budget. Each step gets a user of its own, unless the steps name users. */
function judged(changes: Partial<Budget>, steps: StepSample[], options: RecordOptions = {}): BudgetResult {
  const apart = steps.map((sample, index) => (sample.user === 0 ? { ...sample, user: index + 1 } : sample));
  const { budgets, acceptance } = analyse(record({ steps: apart, budgets: [budget(changes)], ...options }));
  const [result] = [...budgets, ...acceptance];
  if (result === undefined) throw new Error('the budget was not evaluated');
  return result;
}

/** Latencies 1…n ms in a scattered order, spread evenly over the first 50 s. */
const ladder = (samples: number) =>
  Array.from({ length: samples }, (_, index) =>
    step(((index * 7919) % samples) + 1, (index / samples) * 50_000),
  );

test('a p75 of 1…100 ms is 75.25 ms, between the 68th and the 83rd', () => {
  const result = judged({ limit: 83 }, ladder(100));
  // Type 7: 0.75 · 99 = 74.25 steps above the first. B(100, ¼): P(≤ 17) = 3.8 %, P(≤ 18) = 6.3 %, P(≤ 31) = 93.1 %,
  // P(≤ 32) = 95.5 %: the upper bound lies between the 82nd and the 83rd, the lower between the 68th and the 69th.
  expect(result).toMatchObject({ observed: 75.25, samples: 100, outcome: 'pass' });
  const { lower = 0, upper = 0 } = result.interval ?? {};
  expect([Math.floor(lower), Math.floor(upper)]).toEqual([68, 82]);
});

test('a budget fails only when the lower bound is above its limit', () => {
  expect(judged({ limit: 68 }, ladder(100)).outcome).toBe('fail');
  expect(judged({ limit: 69 }, ladder(100)).outcome).toBe('inconclusive');
  expect(judged({ limit: 82 }, ladder(100)).outcome).toBe('inconclusive');
});

test('a limit between the bounds is inconclusive and the reason says why', () => {
  const result = judged({ limit: 76 }, ladder(100));
  expect(result.outcome).toBe('inconclusive');
  expect(result.reason).toBe(
    'p75 latency was 75 ms; 76 ms is allowed, but at 95 % confidence it is at least 68 ms and at most 82 ms, which is inconclusive: run a longer steady state.',
  );
});

for (const [statistic, fewest] of [
  ['p75', 11],
  ['p95', 59],
  ['p99', 299],
] as const) {
  test(`a ${statistic} is inconclusive with ${fewest - 1} samples and passes with ${fewest}`, () => {
    const open = judged({ statistic }, ladder(fewest - 1));
    expect(open.outcome).toBe('inconclusive');
    expect(open.interval?.upper).toBeUndefined();
    expect(open.reason).toContain(
      `${fewest - 1} samples are too few; at least ${fewest} are needed (1 more)`,
    );
    expect(judged({ statistic }, ladder(fewest)).outcome).toBe('pass');
  });
}

/** `perUser` steps for each user; those of one user are all alike: user k takes 100 + k ms. */
const ofUsers = (users: number, perUser: number) =>
  Array.from({ length: users * perUser }, (_, index) =>
    step(100 + (index % users), index * 10, { user: (index % users) + 1 }),
  );

test('samples of few users count for fewer than their number, those of a single user for none', () => {
  // Five of six users are within the limit, so 250 of 300 samples; a p75 needs 225.
  const open = judged({ limit: 104 }, ofUsers(6, 50));
  expect(open).toMatchObject({ outcome: 'inconclusive', samples: 300, observed: 104 });
  const independent = ofUsers(6, 50).map((sample) => ({ ...sample, user: 0 }));
  expect(judged({ limit: 104 }, independent).outcome).toBe('pass');
  const one = judged({ limit: 1000 }, ofUsers(1, 300));
  expect(one.reason).toContain('all samples come from one user');
  expect(one).not.toHaveProperty('interval');
});

test('if all users meet a limit the budget passes, however much the users differ', () => {
  // 40 samples of 5 users: t₃₉² ÷ t₄² = 1.685² ÷ 2.132² = 0.62, so they count as 25, and a p75 needs 11.
  expect(judged({ limit: 1000 }, ofUsers(5, 8)).outcome).toBe('pass');
  // With 3 users 1.714² ÷ 2.920² = 0.34, so 24 samples count as 8.
  const open = judged({ limit: 1000 }, ofUsers(3, 8));
  expect(open.outcome).toBe('inconclusive');
  expect(open.reason).toContain(
    '24 samples from 3 users are too few, because samples of one user are correlated: use more users or a longer steady state',
  );
  expect(judged({ limit: 1000 }, ofUsers(3, 12)).outcome).toBe('pass');
});

test('a few samples far above the limit fail: the lower bound needs fewer samples than the upper', () => {
  const slow = Array.from({ length: 30 }, (_, index) => step(3500 + index, index * 1000));
  expect(judged({ statistic: 'p99', limit: 3000 }, slow).outcome).toBe('fail');
});

test('no samples are inconclusive, and no values are made up', () => {
  const result = judged({ step: 'never done' }, ladder(20));
  expect(result).toMatchObject({ outcome: 'inconclusive', samples: 0 });
  expect(result).not.toHaveProperty('observed');
  expect(result).not.toHaveProperty('interval');
});

test('steps outside the steady state do not count', () => {
  expect(judged({}, [...ladder(40), step(9000, 0, { phase: 'ramp' })]).samples).toBe(40);
});

test('a quick failure raises a percentile like the slowest answer', () => {
  const answered = ladder(100);
  const without = judged({ limit: 90 }, answered).observed ?? 0;
  for (const status of ['timeout', 'failed'] as const) {
    const failures = Array.from({ length: 20 }, (_, index) => givenUp(5, index * 1000, status));
    const result = judged({ limit: 90 }, [...answered, ...failures]);
    expect(result.observed).toBeGreaterThan(without);
    expect(result.outcome).not.toBe('pass');
  }
});

test('a bound that depends on steps without an answer does not count, and the budget is inconclusive', () => {
  const failures = Array.from({ length: 40 }, (_, index) => givenUp(500, index * 1000));
  const result = judged({ limit: 1000 }, [...ladder(60), ...failures]);
  expect(result).toMatchObject({ outcome: 'inconclusive', observed: 500, samples: 100 });
  expect(result.interval).toEqual({ lower: 500 });
  expect(result.reason).toContain('p75 latency was at least 500 ms');
  expect(result.reason).toContain('40 of 100 steps never got an answer');
});

test('time-outs above the limit fail the budget', () => {
  const failures = Array.from({ length: 40 }, (_, index) => givenUp(10_000, index * 1000));
  expect(judged({ limit: 1000 }, [...ladder(60), ...failures]).outcome).toBe('fail');
});

test('a single step without a contentful paint switches the whole statistic to frame paints', () => {
  const both = Array.from({ length: 40 }, (_, index) =>
    step(100, index * 1000, { paintSource: 'contentful', paint: { contentfulMs: 100, frameMs: 120 } }),
  );
  expect(judged({}, both)).toMatchObject({ observed: 100, paintSource: 'contentful' });
  expect(judged({}, [...both, step(120, 41_000)])).toMatchObject({ observed: 120, paintSource: 'frame' });
});

test('the corrected latency adds the lag', () => {
  const late = Array.from({ length: 40 }, (_, index) =>
    step(100, index * 1000, { lagMs: 50, correctedMs: 150 }),
  );
  expect(judged({ metric: 'correctedMs' }, late).observed).toBe(150);
});

test('vitals are evaluated from the steps that have them', () => {
  const some = ladder(60).map((sample, index) =>
    index < 20 ? { ...sample, vitals: { lcpMs: 100 + index, cls: 0.02 } } : sample,
  );
  expect(judged({ metric: 'lcpMs' }, some)).toMatchObject({ samples: 20, observed: 114.25 });
  expect(judged({ metric: 'cls', limit: 0.1 }, some).reason).toBe(
    'p75 layout shift was 0.02, at most 0.02 at 95 % confidence; 0.1 is allowed.',
  );
});

test('a group spans steps and journeys, a journey narrows it', () => {
  const elsewhere = ladder(30).map((sample) => ({ ...sample, journey: 'explore', step: 'look' }));
  const opened = ladder(30).map((sample) => ({ ...sample, kind: 'navigation' as const, step: 'open' }));
  const steps = [...ladder(30), ...elsewhere, ...opened];
  const group = { journey: undefined, step: undefined } as unknown as Partial<Budget>;
  expect(judged({ ...group, group: 'query' }, steps).samples).toBe(60);
  expect(judged({ ...group, group: 'all' }, steps).samples).toBe(90);
  expect(judged({ ...group, group: 'query', journey: 'explore' }, steps).samples).toBe(30);
});

test('an error share is decided by its count and shows its interval', () => {
  const steps = [...ladder(99), givenUp(10_000, 55_000)];
  const share = { metric: 'errors', statistic: 'share' } as const;
  expect(judged({ ...share, limit: 0.01 }, steps)).toMatchObject({ observed: 0.01, outcome: 'pass' });
  const missed = judged({ ...share, limit: 0.009 }, steps);
  expect(missed).toMatchObject({ observed: 0.01, outcome: 'fail', samples: 100 });
  expect(missed.reason).toBe('1 of 100 steps got no answer (1 %); 0.9 % is allowed.');
  expect(missed.interval?.upper).toBeCloseTo(0.04358, 5);
  expect(judged({ ...share, limit: 0 }, ladder(10)).outcome).toBe('pass');
});

/** `perWindow` steps in each of six windows; all steps of a window have the same latency. */
const windows = (perWindow: number, latencies: number[]) =>
  latencies.flatMap((ms, window) =>
    Array.from({ length: perWindow }, (_, index) => step(ms, window * 10_000 + (index / perWindow) * 9_999)),
  );
const worst = { statistic: 'worstWindowP95', limit: 3000 } as const;

test('the worst ten seconds decide', () => {
  const slow = judged(worst, windows(60, [100, 100, 3200, 100, 100, 100]));
  expect(slow).toMatchObject({ observed: 3200, outcome: 'fail', samples: 360 });
  // The first window with four slow steps among its 60: the type 7 p95 lies between the third and the fourth
  // highest.
  expect(slow.reason).toBe(
    'The worst 10 s, starting at second 10.7 of the steady state, had a p95 of 3.2 s; 3 s is allowed.',
  );
  expect(judged(worst, windows(59, [100, 200, 300, 100, 100, 100]))).toMatchObject({
    observed: 300,
    outcome: 'pass',
  });
});

test('a window with too few samples is inconclusive, and so is an empty one', () => {
  const few = judged(worst, windows(58, [100, 100, 100, 100, 100, 100]));
  expect(few.outcome).toBe('inconclusive');
  expect(few.reason).toContain('one window has only 58 of the 59 samples needed for a p95');
  expect(judged(worst, windows(60, [100, 100, 100])).outcome).toBe('inconclusive');
});

test('a steady state shorter than one window is inconclusive', () => {
  const result = judged(worst, windows(60, [9000]), { steadyMs: 9_999 });
  expect(result).toMatchObject({ outcome: 'inconclusive', samples: 60 });
  expect(result).not.toHaveProperty('observed');
  expect(result.reason).toBe('The steady state was shorter than one window of 10 s.');
});

/**
 * `perSecond` steps in each second of a minute; those that begin between seconds `from` and `to` take
 * `slowMs`.
 */
const stalled = (perSecond: number, from: number, to: number, slowMs = 3200) =>
  Array.from({ length: 60 * perSecond }, (_, index) => {
    const atMs = (index / perSecond) * 1000;
    return step(atMs >= from * 1000 && atMs < to * 1000 ? slowMs : 100, atMs);
  });

test('a stall across the border of two windows is found', () => {
  // Three slow steps of 70 on either side of second 20 leave both windows with a p95 of 100 ms; six in one
  // window do not.
  expect(judged(worst, stalled(7, 19.5, 20.4))).toMatchObject({ observed: 3200, outcome: 'fail' });
  expect(judged(worst, stalled(7, 19.5, 20)).outcome).toBe('pass');
});

test('overlapping windows may have fewer than 59 samples if the back-to-back windows do not', () => {
  // 59 steps in each 10 s, all in its first or its last seconds: a window across two busy periods has more,
  // one across two idle periods fewer.
  const uneven = Array.from({ length: 6 }, (_, window) =>
    Array.from({ length: 59 }, (_, index) =>
      step(100, window * 10_000 + (window % 2 === 0 ? 0 : 6000) + index * 50),
    ),
  ).flat();
  expect(judged(worst, uneven).outcome).toBe('pass');
  const slow = uneven.map((sample, index) => (index === 58 ? { ...sample, ...step(9000, 2900) } : sample));
  const result = judged(worst, slow);
  expect(result.outcome).toBe('inconclusive');
  expect(result.reason).toMatch(
    / p95 of 9 s; 3 s is allowed, but that window has only 1 of the 59 samples needed for a p95\.$/,
  );
});

test('a window with few samples fails if its lower bound is above the limit', () => {
  // With three samples, the second highest is a lower bound of the p95: P(at most one above it) is 99 %.
  const slow = (atMs: number) => step(9000, atMs);
  const few = [step(100, 0), slow(100), slow(200)];
  expect(judged(worst, few)).toMatchObject({ observed: 9000, outcome: 'fail', samples: 3 });
});

test('a p95 that falls on a step without an answer is only a lower limit, so its window never passes', () => {
  const quick = windows(60, [100, 100, 100, 100, 100, 100]);
  const unanswered = (ms: number) =>
    quick.map((sample, index) =>
      index % 10 ? sample : { ...givenUp(ms, 0), intendedAt: sample.intendedAt },
    );
  const open = judged(worst, unanswered(500));
  expect(open).toMatchObject({ observed: 500, outcome: 'inconclusive' });
  expect(open.reason).toContain('had a p95 of at least 500 ms; 3 s is allowed');
  expect(open.reason).toContain('6 of 60 steps never got an answer, so its p95 has no upper bound');
  expect(judged(worst, unanswered(15_000))).toMatchObject({ observed: 15_000, outcome: 'fail' });
});

test('a run configured with fewer users than the target says nothing about the target', () => {
  const users = (limit: number) => ({ metric: 'activeUsers', statistic: 'min', limit }) as const;
  expect(judged(users(50), [], { users: 20 })).toMatchObject({
    observed: 20,
    outcome: 'inconclusive',
    reason: 'This run was configured with 20 users, but the target is 50: run it with 50.',
  });
  expect(judged(users(20), [], { users: 20 }).outcome).toBe('pass');
  const gone: Sample[] = [
    ...record({ users: 2 }).samples.filter((sample) => sample.type !== 'user' || sample.user === 0),
  ];
  expect(judged(users(2), [], { users: 2, others: gone })).toMatchObject({ observed: 1, outcome: 'fail' });
});

/** A step whose element was missing: it has no input, so its duration is unknown. */
const noInput = (atMs: number): StepSample => {
  const { responseMs: _, inputAt: __, ...rest } = givenUp(15_000, atMs, 'failed');
  return rest;
};

test('a step without an input counts like the slowest answer', () => {
  const missing = Array.from({ length: 40 }, (_, index) => noInput(index * 1000));
  const result = judged({}, [...ladder(60), ...missing]);
  expect(result).toMatchObject({ observed: 60, samples: 100, outcome: 'inconclusive' });
  expect(result.reason).toContain('40 of 100 steps never got an answer');
  // If no step was answered, it counts like the shortest known duration.
  expect(judged({}, [...missing, givenUp(700, 0), givenUp(900, 0)])).toMatchObject({
    observed: 700,
    samples: 42,
  });
});

test('steps without any known duration make an empty pool', () => {
  const missing = Array.from({ length: 40 }, (_, index) => noInput(index * 1000 + 500));
  for (const statistic of ['p75', 'worstWindowP95'] as const) {
    const result = judged({ statistic }, missing);
    expect(result).toMatchObject({ outcome: 'inconclusive', samples: 0 });
    expect(result).not.toHaveProperty('observed');
  }
  const analysis = analyse(record({ steps: missing, telemetry: hostReadings(0.95, 60) }));
  expect(analysis.steps[0]).toMatchObject({ samples: 40, errors: 40 });
  expect(analysis.steps[0]).not.toHaveProperty('latencyMs');
  expect(analysis.timeline.filter((point) => point.latencyMs)).toEqual([]);
  expect(analysis.generator.contaminatedShare).toBe(1);
});

test('the number of documents comes from the target', () => {
  const documents = (limit: number) => ({ metric: 'documents', statistic: 'min', limit }) as const;
  expect(judged(documents(117_791), [])).toMatchObject({ observed: 117_791, outcome: 'pass' });
  expect(judged(documents(117_792), [])).toMatchObject({ observed: 117_791, outcome: 'fail' });
  const silent = record({ budgets: [budget(documents(1))] });
  delete silent.run.target.documents;
  expect(analyse(silent).budgets[0]).toMatchObject({ outcome: 'inconclusive', samples: 0 });
});

test('a saturated machine excuses missed times, never met limits or counts', () => {
  const telemetry = hostReadings(0.95, 60);
  const slow = Array.from({ length: 40 }, (_, index) => step(2000, index * 1000));
  const excused = judged({}, slow, { telemetry });
  expect(excused.outcome).toBe('inconclusive');
  expect(excused.reason).toContain(
    'But the generator was busy in 100 % of the steps (CPU use of the machine in 100 %)',
  );
  expect(judged({ limit: 2500 }, slow, { telemetry }).outcome).toBe('pass');
  expect(judged({ metric: 'documents', statistic: 'min', limit: 200_000 }, slow, { telemetry }).outcome).toBe(
    'fail',
  );
  expect(judged({}, slow, { telemetry: hostReadings(0.89, 60) }).outcome).toBe('fail');
});
