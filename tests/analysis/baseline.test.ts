import { expect, test } from '@playwright/test';
import { baselineMismatch, findStatistic, makeBaseline } from '../../src/analysis/across-runs/baseline.ts';
import { baselineDifferences } from '../../src/analysis/across-runs/baseline-differences.ts';
import { analyse } from '../../src/analysis/analyse.ts';
import { Baseline } from '../../src/sample/baseline.ts';
import type { RunRecord } from '../../src/sample/record.ts';
import type { StepSample } from '../../src/sample/sample.ts';
import { budget, givenUp, record, step } from './record.ts';
import { sampleRun } from './sample-run.ts';

const savedAt = '2026-11-21T00:00:00.000Z';
const users = 20;

/** Steps of 1 to `count` ms, assigned to the users in turns. */
const counted = (count: number, changes: Partial<StepSample> = {}, addedMs = 0) =>
  Array.from({ length: count }, (_, index) =>
    step(addedMs + index + 1, index * 50, { user: index % users, ...changes }),
  );
const baselineOf = (steps: StepSample[], budgets: RunRecord['run']['budgets'] = []) =>
  makeBaseline('main', record({ steps, users, budgets }), savedAt);
const search = { journey: 'search and refine', step: 'search' };
const found = (
  baseline: Baseline,
  metric: 'latencyMs' | 'errors',
  statistic: string,
  place: object = search,
) => findStatistic(baseline, { ...place, metric, statistic } as Parameters<typeof findStatistic>[1]);

test('each statistic of a step comes from the steady state, with its bounds', () => {
  // With 401 values each of these percentiles is one of them: its index is 400 × q.
  const ramp = counted(50, { phase: 'ramp' }, 5000);
  const baseline = baselineOf([...ramp, ...counted(401)]);
  expect(Baseline.parse(baseline)).toEqual(baseline);
  const place = baseline.places.find(({ step }) => step === 'search');
  expect(place?.metrics.latencyMs).toMatchObject({ samples: 401, paintSource: 'frame' });
  const observed = Object.entries(place?.metrics.latencyMs?.statistics ?? {}).map(([name, seen]) => [
    name,
    seen?.observed,
  ]);
  expect(Object.fromEntries(observed)).toEqual({
    p50: 201,
    p75: 301,
    p90: 361,
    p95: 381,
    p99: 397,
    mean: 201,
    max: 401,
  });
  const p95 = found(baseline, 'latencyMs', 'p95');
  expect(p95?.lower).toBeLessThan(381);
  expect(p95?.lower).toBeGreaterThan(350);
  expect(p95?.upper).toBeGreaterThan(381);
  expect(p95?.upper).toBeLessThanOrEqual(401);
  expect(found(baseline, 'latencyMs', 'max')).toEqual({ observed: 401, paintSource: 'frame' });
});

test('steps without an answer are counted, and no upper bound depends on them', () => {
  const lost = Array.from({ length: 40 }, (_, index) => ({ ...givenUp(9000, index), user: index % users }));
  const baseline = baselineOf([...counted(360), ...lost]);
  const errors = found(baseline, 'errors', 'share');
  expect(errors?.observed).toBe(0.1);
  expect(errors?.lower).toBeLessThan(0.1);
  expect(errors?.upper).toBeGreaterThan(0.1);
  expect(found(baseline, 'latencyMs', 'p99')).toEqual({
    observed: 9000,
    lower: expect.any(Number),
    paintSource: 'frame',
  });
  expect(found(baseline, 'latencyMs', 'mean')).not.toHaveProperty('upper');
  expect(found(baseline, 'latencyMs', 'p50')).toHaveProperty('upper');
});

test('kinds are pooled per journey and over all journeys', () => {
  const baseline = baselineOf([
    ...counted(100),
    ...counted(100, { journey: 'explore' }, 1000),
    ...counted(100, { journey: 'explore', step: 'open a result', kind: 'navigation' }, 2000),
  ]);
  const subjects = baseline.places.map(({ journey = 'any', step, group }) => `${journey} › ${step ?? group}`);
  expect(subjects).toEqual([
    'explore › open a result',
    'explore › search',
    'explore › query',
    'explore › navigation',
    'explore › all',
    'search and refine › search',
    'search and refine › query',
    'search and refine › all',
    'any › query',
    'any › navigation',
    'any › all',
  ]);
  expect(found(baseline, 'latencyMs', 'max', { group: 'query' })?.observed).toBe(1100);
  expect(
    found(baseline, 'latencyMs', 'max', { journey: 'search and refine', group: 'query' })?.observed,
  ).toBe(100);
  expect(found(baseline, 'latencyMs', 'max', { group: 'all' })?.observed).toBe(2100);
});

test('an unusual percentile is kept only if a limit uses it', () => {
  const named = [budget({ statistic: 'p99.9' })];
  expect(found(baselineOf(counted(400), named), 'latencyMs', 'p99.9')?.observed).toBe(399.6);
  expect(found(baselineOf(counted(400)), 'latencyMs', 'p99.9')).toBeUndefined();
});

test('what was not measured is absent', () => {
  const metrics = baselineOf(counted(10)).places.find(({ step }) => step === 'search')?.metrics ?? {};
  // A step without a request has only its paint layer.
  expect(Object.keys(metrics).filter((name) => !name.startsWith('layersMs.'))).toEqual([
    'errors',
    'latencyMs',
    'correctedMs',
    'lagMs',
  ]);
  expect(found(baselineOf(counted(10)), 'latencyMs', 'p95')).not.toHaveProperty('upper');
  expect(found(baselineOf(counted(10)), 'latencyMs', 'p50', { ...search, step: 'other' })).toBeUndefined();
  expect(baselineOf([]).places).toEqual([]);
});

test('values have four digits, layers three statistics, and the order of reading does not matter', () => {
  const made = sampleRun({ users: 10, steadyStateMs: 60_000 });
  const baseline = makeBaseline('main', made, savedAt);
  expect(Baseline.parse(baseline)).toEqual(baseline);
  for (const { metrics } of baseline.places) {
    for (const [metric, seen] of Object.entries(metrics)) {
      if (metric.startsWith('layersMs.')) {
        expect(Object.keys(seen?.statistics ?? {})).toEqual(['p50', 'p95', 'mean']);
      }
      for (const figures of Object.values(seen?.statistics ?? {})) {
        for (const value of Object.values(figures ?? {}) as number[])
          expect(Number(value.toPrecision(4))).toBe(value);
      }
    }
  }
  expect(makeBaseline('main', { ...made, samples: made.samples.toReversed() }, savedAt)).toEqual(baseline);
});

test('each condition that differs from the baseline is listed', () => {
  const { run } = record({ steps: counted(10), users });
  const baseline = baselineOf(counted(10));
  expect(baselineMismatch(baseline, run)).toEqual([]);
  const { environment, workload } = run;
  const bytes = (share: number) => ({ ...environment, memoryBytes: environment.memoryBytes * share });
  expect(baselineMismatch(baseline, { ...run, environment: bytes(1.04) })).toEqual([]);
  const other = {
    ...run,
    footfall: '0.2.0',
    browser: { ...run.browser, version: '157.0' },
    environment: { ...bytes(1.5), cpuModel: 'Other CPU', cores: 8 },
    workload: { ...workload, name: 'smoke', users: 2, viewport: { width: 800, height: 600 } },
  };
  expect(baselineMismatch(baseline, other)).toEqual([
    'browser 156.0.7700.0 → 157.0',
    'CPU Example CPU → Other CPU',
    'cores 2 → 8',
    'memory 24 GiB → 36 GiB',
    'Footfall 0.1.0 → 0.2.0',
    'viewport 1280×720 → 800×600',
    'workload peak → smoke',
    'users 20 → 2',
  ]);
});

test('a limit over a baseline of another browser is inconclusive with a reason; with the same browser it is evaluated', () => {
  const over = budget({ statistic: 'p50', overBaseline: { percent: 10, floor: 5 } });
  delete over.limit;
  const now = record({ steps: counted(400, {}, 200), budgets: [over], users });
  now.run.baselineName = 'main';
  const outcome = (baseline: Baseline) => {
    now.run.baseline = baseline;
    const [result] = analyse(now).budgets;
    return { outcome: result?.outcome, reason: result?.reason };
  };
  const baseline = baselineOf(counted(400));
  expect(outcome(baseline).outcome).toBe('fail');
  const elsewhere = outcome({ ...baseline, browser: { ...baseline.browser, version: '155.0' } });
  expect(elsewhere.outcome).toBe('inconclusive');
  expect(elsewhere.reason).toContain('browser 155.0 → 156.0.7700.0');
});

test('a new baseline reports changed, added and removed steps, and changed conditions', () => {
  const others = counted(100, { step: 'refine' });
  const before = baselineOf([...counted(400), ...others]);
  const after = baselineOf([...counted(400, {}, 300), ...counted(100, { step: 'go back' })]);
  expect(baselineDifferences(before, { ...after, footfall: '0.2.0' })).toEqual([
    'Footfall 0.1.0 → 0.2.0',
    'search and refine › go back: new',
    'search and refine › refine: no longer there',
    'search and refine › search: p50 201 ms → 501 ms',
  ]);
  // 2 ms on 200 with 400 samples may be chance.
  expect(baselineDifferences(baselineOf(counted(400)), baselineOf(counted(400, {}, 2)))).toEqual([]);
});
