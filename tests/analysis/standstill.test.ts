import { expect, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import type { StepSample, TelemetrySample } from '../../src/sample/sample.ts';
import { budget, givenUp, hostReadings, reading, record, step } from './record.ts';

const errors = budget({ id: 'errors', metric: 'errors', statistic: 'share', limit: 0.01 });
const p95 = budget({ id: 'p95', statistic: 'p95', limit: 1000 });

/** A minute of six users whose steps take 100 ms, apart from those given. */
function minute(others: StepSample[], canary: TelemetrySample[]) {
  const usual = Array.from({ length: 120 }, (_, index) => step(100, index * 500, { user: index % 6 }));
  const steps = [
    ...usual.filter(({ intendedAt }) => others.every((other) => other.intendedAt !== intendedAt)),
    ...others,
  ];
  const telemetry = [...hostReadings(0.3, 61), ...canary];
  return analyse(record({ steps, users: 6, telemetry, budgets: [errors, p95] }));
}

const canaryReadings = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => reading('canary', from + index, { delayMs: 4 }));

const outcomes = ({ budgets }: ReturnType<typeof minute>) =>
  Object.fromEntries(budgets.map(({ id, outcome }) => [id, outcome]));

test('time-outs while the canary page shows a living browser are the product’s', () => {
  const hanging = Array.from({ length: 20 }, (_, index) => ({
    ...givenUp(15_000, 40_000 + index * 500),
    user: index % 6,
  }));
  expect(outcomes(minute(hanging, canaryReadings(0, 61)))).toEqual({ errors: 'fail', p95: 'fail' });
});

test('a browser that stops and never comes back is not the product’s fault', () => {
  const hanging = Array.from({ length: 20 }, (_, index) => ({
    ...givenUp(15_000, 50_000 + index * 500),
    user: index % 6,
  }));
  const stopped = minute(hanging, canaryReadings(0, 50));
  expect(outcomes(stopped)).toEqual({ errors: 'inconclusive', p95: 'inconclusive' });
  expect(stopped.verdict.outcome).toBe('inconclusive');
  expect(stopped.budgets[0]?.reason).toContain('20 steps were waiting while the browser itself stood still');
});

test('a machine that slept for ten seconds is not the product’s fault', () => {
  const slow = Array.from({ length: 10 }, (_, index) =>
    step(10_000, 20_000 + index * 500, { user: index % 6 }),
  );
  const late = { ...reading('canary', 30, { delayMs: 10_000 }), intervalMs: 11_000 };
  const canary = [...canaryReadings(0, 20), late, ...canaryReadings(31, 61)];
  expect(outcomes(minute(slow, canary))).toEqual({ errors: 'pass', p95: 'inconclusive' });
});

test('a canary page that is lost alone excuses nothing', () => {
  const hanging = Array.from({ length: 20 }, (_, index) => ({
    ...givenUp(15_000, 30_000 + index * 500),
    user: index % 6,
  }));
  expect(outcomes(minute(hanging, canaryReadings(0, 10)))).toEqual({ errors: 'fail', p95: 'fail' });
});

test('a product that fails also beside the standstill stays failed', () => {
  const broken = Array.from({ length: 10 }, (_, index) => givenUp(50, 10_000 + index * 500, 'failed'));
  const hanging = Array.from({ length: 20 }, (_, index) => ({
    ...givenUp(15_000, 50_000 + index * 500),
    user: index % 6,
  }));
  expect(outcomes(minute([...broken, ...hanging], canaryReadings(0, 50)))).toMatchObject({ errors: 'fail' });
});
