import { expect, test } from '@playwright/test';
import { compareSides } from '../../../src/analysis/comparison/compare-sides.ts';
import { isResolved } from '../../../src/analysis/comparison/is-resolved.ts';
import { Comparison } from '../../../src/sample/comparison.ts';
import type { StepSample } from '../../../src/sample/sample.ts';
import { givenUp, hostReadings, steadyStartAt } from '../record.ts';
import { names, pairs, scatterMs, settings, sideBySide } from './two-sides.ts';

const compared = (steps: StepSample[], users = 2) => {
  const comparison = compareSides(sideBySide(steps, users), names, settings);
  // The result must match the schema.
  expect(Comparison.parse(structuredClone(comparison))).toEqual(comparison);
  return comparison;
};

const latencyOf = (comparison: Comparison, at = 0) => comparison.steps[at]?.metrics[0];

test('a shift common to all pairs is found exactly, however much the pairs differ from each other', () => {
  // The queries differ by up to 900 ms, which cancels out in the pairs.
  const steps = pairs(
    { rounds: 10 },
    (round, side) => 300 + 100 * (round % 9) + (side === 'head' ? 150 + scatterMs(round) / 10 : 0),
  );
  const comparison = compared(steps);
  const latency = latencyOf(comparison);
  expect(latency).toMatchObject({ metric: 'latencyMs', statistic: 'typical', pairs: 20, outcome: 'slower' });
  expect(latency?.change?.value).toBeCloseTo(150, 0);
  expect((latency?.head ?? 0) - (latency?.base ?? 0)).toBeCloseTo(latency?.change?.value ?? 0, 9);
  expect(comparison.verdict.outcome).toBe('fail');
  expect(comparison.verdict.reasons[0]).toMatch(/^search and refine › search, latency: \+\d+ ms \(\+/);
  expect(isResolved(comparison)).toBe(true);
});

test('a negative shift is faster, and passes', () => {
  const comparison = compared(
    pairs({ rounds: 10 }, (round, side) => 300 + scatterMs(round) / 5 - (side === 'head' ? 80 : 0)),
  );
  expect(latencyOf(comparison)).toMatchObject({ outcome: 'faster' });
  expect(comparison.verdict.outcome).toBe('pass');
});

test('equal values throughout are the same, with an interval as wide as a frame allows', () => {
  const comparison = compared(pairs({ rounds: 10 }, () => 100));
  const latency = latencyOf(comparison);
  expect(latency).toMatchObject({ outcome: 'same', base: 100, head: 100 });
  expect(latency?.change?.value).toBe(0);
  expect(latency?.change?.upper).toBeGreaterThan(0);
  expect(latency?.change?.upper).toBeLessThan(16.7);
  expect(comparison.verdict.outcome).toBe('pass');
});

test('the margin is the larger of percent and floor', () => {
  const shifted = (ms: number) =>
    latencyOf(compared(pairs({ rounds: 20 }, (_, side) => ms + (side === 'head' ? 35 : 0))));
  expect(shifted(100)).toMatchObject({ margin: 20, outcome: 'slower' });
  expect(shifted(1000)).toMatchObject({ margin: 100, outcome: 'same' });
});

test('fewer than 8 pairs give no result, and the reason says so', () => {
  const comparison = compared(
    pairs({ rounds: 7, users: 1 }, (_, side) => (side === 'head' ? 900 : 100)),
    1,
  );
  expect(latencyOf(comparison)).toMatchObject({
    outcome: 'unresolved',
    reason: '7 of the 8 pairs needed for a result were answered on both sides.',
  });
  expect(latencyOf(comparison)?.change).toBeUndefined();
  expect(comparison.verdict.outcome).toBe('inconclusive');
  expect(isResolved(comparison)).toBe(false);
});

test('a metric that scatters more than the margin is unresolved, with the number of pairs still needed', () => {
  const comparison = compared(
    pairs({ rounds: 21, users: 1 }, (round, side) => 200 + (side === 'head' ? 20 * scatterMs(round) : 0)),
    1,
  );
  expect(latencyOf(comparison)).toMatchObject({ outcome: 'unresolved' });
  expect(latencyOf(comparison)?.reason).toMatch(/about \d+ more pairs are needed to decide/);
});

test('only pairs answered on both sides count, and a step that occurs twice in a round is paired in order', () => {
  const once = pairs({ rounds: 10 }, (_, side) => (side === 'head' ? 150 : 100));
  const again = pairs({ rounds: 10 }, (_, side) => (side === 'head' ? 550 : 500)).map((sample) => ({
    ...sample,
    intendedAt: sample.intendedAt + 200,
  }));
  const unpaired = pairs({ rounds: 10 }, (_, side) => (side === 'head' ? 9000 : null)).map((sample) => ({
    ...sample,
    iteration: sample.iteration + 100,
  }));
  const latency = latencyOf(compared([...once, ...again, ...unpaired]));
  expect(latency?.pairs).toBe(40);
  expect(latency?.change?.value).toBe(50);
});

test('rounds that began in the ramp are left out, with all their steps', () => {
  const ramp = pairs({ rounds: 3, changes: { phase: 'ramp' } }, (_, side) => (side === 'head' ? 5000 : 100));
  const theirRest = pairs({ rounds: 3, changes: { step: 'refine' } }, () => 5000);
  const later = ['search', 'refine'].flatMap((step) =>
    pairs({ rounds: 10, changes: { step } }, () => 100).map((sample) => ({
      ...sample,
      iteration: sample.iteration + 3,
    })),
  );
  const comparison = compared([...ramp, ...theirRest, ...later]);
  expect(comparison.steps.map(({ samples }) => samples.base)).toEqual([20, 20]);
  expect(comparison.verdict.outcome).toBe('pass');
});

test('layer changes add up to the latency change exactly, and the reason names the layer that changed', () => {
  const steps = pairs({ rounds: 15 }, (round, side) => {
    return 200 + scatterMs(round) * (side === 'head' ? 1.5 : 1) + (side === 'head' ? 60 : 0);
  }).map((sample): StepSample => {
    const ms = sample.responseMs ?? 0;
    const appMs = 50 + (sample.side === 'head' ? 55 : 0);
    return {
      ...sample,
      inputDelayMs: 1,
      paint: { settledMs: ms - 8, frameMs: ms },
      request: {
        url: '/api/search',
        matchedBy: 'traceparent',
        startMs: 4,
        sentMs: 5,
        responseStartMs: 10 + appMs,
        responseEndMs: 12 + appMs,
        serverTimingMs: { app: appMs },
      },
    };
  });
  const [step] = compared(steps).steps;
  const latency = step?.metrics[0];
  const sum = (step?.layers ?? []).reduce((total, { change }) => total + change, 0);
  expect(sum).toBeCloseTo(latency?.change?.value ?? 0, 9);
  expect(step?.layers.find(({ layer }) => layer === 'app')?.change).toBeCloseTo(55, 9);
  expect(latency?.reason).toContain('; +55 ms of it: app server.');
});

test('a paint that some samples lack is used for no sample, on either side', () => {
  const steps = pairs({ rounds: 10 }, () => 100).map(
    (sample, index): StepSample => ({
      ...sample,
      paint: { frameMs: 100, ...((sample.side === 'base' || index % 4 === 1) && { contentfulMs: 40 }) },
    }),
  );
  const [step] = compared(steps).steps;
  expect(step?.paintSource).toBe('frame');
  expect(step?.metrics[0]).toMatchObject({ base: 100, head: 100, outcome: 'same' });
});

test('a head that answers nothing fails because of its errors', () => {
  const base = pairs({ rounds: 10 }, (_, side) => (side === 'base' ? 100 : null));
  const head = Array.from({ length: 20 }, (_, index) => ({
    ...givenUp(15_000, index * 500),
    side: 'head' as const,
    user: index % 2,
    iteration: Math.floor(index / 2),
  }));
  const comparison = compared([...base, ...head]);
  expect(comparison.verdict.outcome).toBe('fail');
  expect(comparison.verdict.reasons).toEqual([
    'search and refine › search, errors: 0 of 20 failed on base, 20 of 20 on head: +100 %, significantly more than 1 %.',
  ]);
  expect(latencyOf(comparison)?.outcome).toBe('unresolved');
});

test('one more failed step is chance, several are unresolved, many are slower', () => {
  const failing = (count: number) => {
    const steps = pairs({ rounds: 20 }, () => 100).map(
      (sample, index): StepSample =>
        sample.side === 'head' && index < count * 2
          ? { ...sample, outcome: { status: 'failed', message: 'gone' } }
          : sample,
    );
    return compared(steps).steps[0]?.metrics.find(({ metric }) => metric === 'errors');
  };
  expect(failing(0)?.outcome).toBe('same');
  expect(failing(1)?.outcome).toBe('same');
  expect(failing(3)?.outcome).toBe('unresolved');
  expect(failing(30)?.outcome).toBe('slower');
});

test('a comparison without samples on head does not pass', () => {
  const comparison = compared(pairs({ rounds: 10 }, (_, side) => (side === 'base' ? 100 : null)));
  expect(comparison.verdict).toEqual({ outcome: 'inconclusive', reasons: ['Nothing was measured on head.'] });
  expect(comparison.steps).toEqual([]);
});

test('no sample at all is inconclusive', () => {
  const comparison = compared([]);
  expect(comparison.verdict.outcome).toBe('inconclusive');
  expect(comparison.verdict.reasons).toEqual([
    'Nothing was measured on base.',
    'Nothing was measured on head.',
  ]);
  expect(isResolved(comparison)).toBe(false);
});

test('a renamed step is reported with its likely counterpart, and never dropped', () => {
  const steps = pairs({ rounds: 10 }, () => 100);
  const renamed = pairs({ rounds: 10 }, () => 100).map(
    (sample): StepSample => ({
      ...sample,
      step: sample.side === 'head' ? 'turn page' : 'turn the page',
      intendedAt: sample.intendedAt + 100,
    }),
  );
  const comparison = compared([...steps, ...renamed]);
  expect(comparison.onlyIn).toEqual([
    { side: 'base', journey: 'search and refine', step: 'turn the page', perhaps: 'turn page' },
    { side: 'head', journey: 'search and refine', step: 'turn page', perhaps: 'turn the page' },
  ]);
  expect(comparison.verdict.outcome).toBe('inconclusive');
  expect(comparison.verdict.reasons[0]).toBe(
    'search and refine › turn the page: only in base, not in head (perhaps "turn page" there).',
  );
});

test('steps that may have been timed wrongly are not called the same', () => {
  const steps = pairs({ rounds: 20 }, () => 100);
  expect(compared(steps).verdict.outcome).toBe('pass');
  const doubtful = steps.map(
    (sample): StepSample => (sample.side === 'head' ? { ...sample, doubts: ['changed again'] } : sample),
  );
  const { verdict } = compared(doubtful);
  expect(verdict.outcome).toBe('inconclusive');
  expect(verdict.reasons[0]).toContain('may have been timed wrongly in');
});

test('vitals are judged if half of the pairs have them, otherwise watched', () => {
  const steps = pairs({ rounds: 20, users: 1, changes: { kind: 'navigation' } }, () => 100).map(
    (sample): StepSample => ({
      ...sample,
      vitals: {
        lcpMs: sample.side === 'head' ? 180 : 100,
        cls: sample.side === 'head' ? 0.11 : 0.01,
        ...(sample.iteration < 9 && { inpMs: 40 }),
      },
    }),
  );
  const metrics = compared(steps, 1).steps[0]?.metrics ?? [];
  const find = (name: string) => metrics.find(({ metric }) => metric === name);
  expect(find('lcpMs')).toMatchObject({ role: 'judged', outcome: 'slower' });
  expect(find('cls')).toMatchObject({ role: 'judged', outcome: 'slower', margin: 0.02 });
  expect(find('cls')?.change?.value).toBeCloseTo(0.1, 9);
  expect(find('inpMs')).toMatchObject({ role: 'watched', outcome: 'same', pairs: 9 });
  expect(find('ttfbMs')).toBeUndefined();
});

test('a tail that grows far beyond the margin is found if there are enough answers', () => {
  const steps = pairs(
    { rounds: 200 },
    (round, side) => 100 + scatterMs(round) + (side === 'head' && round % 5 === 0 ? 800 : 0),
  );
  const comparison = compared(steps);
  expect(latencyOf(comparison)?.outcome).toBe('same');
  const [, p95] = comparison.steps[0]?.metrics ?? [];
  expect(p95).toMatchObject({ statistic: 'p95', role: 'watched', outcome: 'slower' });
  expect(comparison.verdict.outcome).toBe('fail');
});

test('the notes report a busy machine, a lost user, a single user and unreadable lines', () => {
  const steps = pairs({ rounds: 10, users: 1 }, () => 100);
  const made = sideBySide(steps, 1);
  made.telemetry = hostReadings(0.97, 60);
  made.samples.push({
    type: 'user',
    user: 0,
    journey: 'search and refine',
    event: 'lost',
    at: steadyStartAt + 1000,
    message: 'its page crashed',
  });
  made.unreadable = ['user-000.ndjson:7: not JSON'];
  const { notes } = compareSides(made, names, settings);
  expect(notes).toEqual([
    'The machine was 97 % busy: with fewer users the comparison can detect smaller changes.',
    'Lost: user 0 after 6 s (its page crashed).',
    'Only one user was measured: the results apply to this user.',
    'Lines that could not be read: 1, first user-000.ndjson:7: not JSON.',
  ]);
});

test('a comparison that was interrupted does not pass', () => {
  const made = sideBySide(pairs({ rounds: 10 }, () => 100));
  made.samples = made.samples.map((sample) =>
    sample.type === 'end' ? { ...sample, reason: 'interrupted' } : sample,
  );
  expect(compareSides(made, names, settings).verdict).toEqual({
    outcome: 'inconclusive',
    reasons: ['The run was interrupted.'],
  });
});

test('a run of a single product is rejected', () => {
  const made = sideBySide([]);
  delete made.run.sides;
  expect(() => compareSides(made, names, settings)).toThrow(/measured one product, not two side by side/);
});
