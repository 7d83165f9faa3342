import { expect, test } from '@playwright/test';
import { type Change, outcomeOf } from '../../../src/analysis/comparison/change.ts';
import { pairedChange, typicalDifference } from '../../../src/analysis/comparison/paired-change.ts';
import { quantileChange } from '../../../src/analysis/comparison/quantile-change.ts';
import { levelsOf } from '../../../src/analysis/comparison/settings.ts';
import { randomStream } from '../../../src/load/random.ts';
import { margin } from './two-sides.ts';

const levels = { own: 0.95, all: 0.999 };
const frameMs = 1000 / 60;

test('the error probability is divided among looks and metrics, and the last look uses up the rest', () => {
  const at = (look: number, metrics: number) =>
    levelsOf({ margin, looks: 4, look, confidence: 0.95 }, metrics);
  const errors = [1, 2, 3, 4].map((look) => 1 - at(look, 10).own);
  expect(errors.reduce((sum, error) => sum + error)).toBeCloseTo(0.05, 12);
  expect(errors[3]).toBeCloseTo((0.05 * 16) / 30, 12);
  expect(1 - at(4, 10).all).toBeCloseTo((0.05 * 16) / 300, 12);
  expect(levelsOf({ margin, looks: 1, look: 1, confidence: 0.95 }, 1)).toEqual({ own: 0.95, all: 0.95 });
});

test('the outcome of a change with a margin of 20', () => {
  const change = (lower: number, upper: number, allLower = lower, allUpper = upper): Change => ({
    value: (lower + upper) / 2,
    own: { lower, upper },
    all: { lower: allLower, upper: allUpper },
  });
  expect(outcomeOf(change(21, 40), 20)).toBe('slower');
  expect(outcomeOf(change(-40, -21), 20)).toBe('faster');
  expect(outcomeOf(change(-20, 20), 20)).toBe('same');
  expect(outcomeOf(change(19, 40), 20)).toBe('unresolved');
  expect(outcomeOf(change(-21, 0), 20)).toBe('unresolved');
  // Beyond the margin by itself, but not significantly changed given all the metrics.
  expect(outcomeOf(change(21, 99, -5, 130), 20)).toBe('unresolved');
  expect(outcomeOf({ value: 50, own: { lower: 21 }, all: { lower: 1 } }, 20)).toBe('slower');
  expect(outcomeOf({ value: 0, own: {}, all: {} }, 20)).toBe('unresolved');
});

test('the typical difference trims two of ten at each end and averages the rest', () => {
  const base = Array(10).fill(100);
  const head = [100, 101, 102, 103, 104, 105, 106, 107, 900, 0].map((ms) => ms + 50);
  // Differences 50 … 57 besides two outliers: the middle six are 51 … 56, so the head's kept mean is 153.5.
  expect(typicalDifference({ base, head }, 1)).toMatchObject({ value: 53.5, base: 100, head: 153.5 });
  expect(typicalDifference({ base: base.slice(3), head: head.slice(3) }, 1)).toBeUndefined();
});

test('equal differences are no more precise than a frame allows, and more precise with more pairs', () => {
  const reach = (count: number) => {
    const typical = typicalDifference({ base: Array(count).fill(50), head: Array(count).fill(50) }, frameMs);
    return typical?.standardError;
  };
  expect(reach(24)).toBeCloseTo(frameMs / 12, 9);
  expect(reach(96)).toBeCloseTo(frameMs / 24, 9);
});

test.describe('a 95 % interval covers the true value', () => {
  const trials = 4000;
  for (const pairs of [16, 26, 52]) {
    test(`in more than 93 % of cases, with ${pairs} pairs that are rounded to frames and have outliers`, () => {
      const random = randomStream(5, `paired ${pairs}`);
      const toFrames = (ms: number) => Math.round(ms / frameMs) * frameMs;
      const one = (sharedMs: number) =>
        toFrames(sharedMs + random.between(0, 40) + (random.share() < 0.06 ? random.between(50, 300) : 0));
      let covered = 0;
      for (let trial = 0; trial < trials; trial += 1) {
        const base: number[] = [];
        const head: number[] = [];
        for (let pair = 0; pair < pairs; pair += 1) {
          const sharedMs = random.between(40, 400);
          base.push(one(sharedMs));
          head.push(one(sharedMs));
        }
        const typical = typicalDifference({ base, head }, frameMs);
        const { lower = 0, upper = 0 } = (typical && pairedChange(typical, levels).own) ?? {};
        if (lower <= 0 && upper >= 0) covered += 1;
      }
      expect(covered / trials).toBeGreaterThan(0.93);
      // Much above 95 %, the interval would be wider than necessary.
      expect(covered / trials).toBeLessThan(0.975);
    });
  }

  test('of the p95 in at least 95 % of cases, if the sides share users and queries', () => {
    const random = randomStream(6, 'tail');
    const few = 400;
    let covered = 0;
    for (let trial = 0; trial < few; trial += 1) {
      const base: number[] = [];
      const head: number[] = [];
      for (let pair = 0; pair < 200; pair += 1) {
        const shared = random.between(0, 2);
        base.push(100 * Math.exp(shared + random.between(-1, 1)));
        head.push(100 * Math.exp(shared + random.between(-1, 1)));
      }
      const change = quantileChange({ values: base }, { values: head }, 0.95, levels);
      const { lower = Number.NaN, upper = Number.NaN } = change?.own ?? {};
      if (lower <= 0 && upper >= 0) covered += 1;
    }
    expect(covered / few).toBeGreaterThan(0.95);
  });
});
