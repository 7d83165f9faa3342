import { expect, test } from '@playwright/test';
import { recordedRounds } from '../../../benchmarks/rounds.ts';
import { type SimulationSettings, simulateComparisons } from '../../../benchmarks/simulate-comparisons.ts';
import { syntheticRounds } from '../../../benchmarks/synthetic-rounds.ts';
import { margin, pairs, scatterMs, sideBySide } from './two-sides.ts';

// As many rounds as a user completes in 75 seconds.
const rounds = syntheticRounds({ seed: 1, runs: 20, rounds: 13 });
const settings: SimulationSettings = { comparisons: 500, seed: 3, margin, looks: 4, confidence: 0.95 };

test('a product against itself: at most 1 % of the metrics and 5 % of the comparisons give a false alarm', () => {
  const result = simulateComparisons(rounds, settings);
  expect(result.metrics).toBeGreaterThan(5000);
  expect(result.falseAlarms / result.metrics).toBeLessThanOrEqual(0.01);
  expect(result.comparisonsWithFalseAlarms / result.comparisons).toBeLessThanOrEqual(0.05);
  // Metrics that are never resolved would give no alarm either.
  expect(result.resolved / result.metrics).toBeGreaterThan(0.95);
  expect(result.passed / result.comparisons).toBeGreaterThan(0.5);
});

test('without a margin, the correction for metrics and looks alone limits false alarms', () => {
  const noMargin = { percent: 1e-6, floorMs: 1e-6 };
  const result = simulateComparisons(rounds, { ...settings, margin: noMargin });
  expect(result.comparisonsWithFalseAlarms / result.comparisons).toBeLessThanOrEqual(0.05);
  // With sixty times the error probability per metric there are alarms, so the assertion above can fail.
  const loose = simulateComparisons(rounds, { ...settings, margin: noMargin, confidence: 0.2, looks: 1 });
  expect(loose.comparisonsWithFalseAlarms / loose.comparisons).toBeGreaterThan(0.1);
});

for (const journey of ['browse', 'search and refine']) {
  test(`40 ms more in one step of "${journey}" are found in 99 % of comparisons, and attributed to that step`, () => {
    const injected = { journey, step: 'turn the page', ms: 40 };
    const result = simulateComparisons(rounds, { ...settings, injected });
    expect(result.found / result.comparisons).toBeGreaterThanOrEqual(0.99);
    expect(result.foundAlone / result.comparisons).toBeGreaterThanOrEqual(0.99);
  });
}

test('4 ms more are never called slower', () => {
  const injected = { journey: 'browse', step: 'turn the page', ms: 4 };
  const result = simulateComparisons(rounds, { ...settings, injected });
  expect(result.found).toBe(0);
  expect(result.falseAlarms / result.metrics).toBeLessThanOrEqual(0.01);
});

test('long comparisons end as soon as everything is resolved, and their tails give no alarm', () => {
  const long = syntheticRounds({ seed: 2, runs: 5, rounds: 100 });
  const steps = long.series.length;
  const result = simulateComparisons(long, { ...settings, comparisons: 100 });
  expect(result.passed).toBe(100);
  expect(result.shareOfRounds).toBeLessThan(0.6);
  // With enough answers, each step has a p95 besides the typical latency.
  expect(result.metrics).toBeGreaterThan(100 * steps);
  expect(result.comparisonsWithFalseAlarms).toBeLessThanOrEqual(0.05 * 100);
});

test('the same seed gives the same comparisons', () => {
  const few = { ...settings, comparisons: 50 };
  expect(simulateComparisons(rounds, few)).toEqual(simulateComparisons(rounds, few));
  expect(simulateComparisons(rounds, { ...few, seed: 4 })).not.toEqual(simulateComparisons(rounds, few));
});

test('rounds are read from a recorded comparison, without the ramp and steps of one side', () => {
  const steps = [
    ...pairs({ rounds: 12 }, (round, side) => 100 + scatterMs(round) + (side === 'head' ? 3 : 0)),
    ...pairs({ rounds: 12, changes: { step: 'refine' } }, (_, side) => (side === 'base' ? 50 : null)),
    ...pairs({ rounds: 1, changes: { phase: 'ramp' } }, () => 9000).map((sample) => ({
      ...sample,
      iteration: 100,
    })),
  ];
  const recorded = recordedRounds([sideBySide(steps), sideBySide(steps)]);
  expect(recorded.series).toEqual([{ journey: 'search and refine', step: 'search', metric: 'latencyMs' }]);
  expect(recorded.runs.map((users) => users.map((user) => user.rounds.length))).toEqual([
    [12, 12],
    [12, 12],
  ]);
  // The last step ended after 16.6 of the 65 seconds that the comparison could have lasted.
  expect(recorded.runs[0]?.[0]?.planned).toBe(Math.round((12 * 65_000) / 16_603));
  expect(recorded.runs[0]?.[1]?.rounds[2]).toEqual({
    base: [100 + scatterMs(2)],
    head: [103 + scatterMs(2)],
  });
  const injected = { journey: 'search and refine', step: 'search', ms: 60 };
  expect(simulateComparisons(recorded, { ...settings, comparisons: 50, injected }).foundAlone).toBe(50);
});
