import { expect, test } from '@playwright/test';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { boundRanks, samplesForUpperBound } from '../../src/analysis/percentile-bound.ts';
import { wilsonBounds } from '../../src/analysis/wilson-bound.ts';

for (const [quantile, fewest] of [
  [0.5, 5],
  [0.75, 11],
  [0.95, 59],
  [0.99, 299],
] as const) {
  test(`a p${quantile * 100} has an upper bound from ${fewest} samples on`, () => {
    expect(boundRanks(fewest - 1, quantile).upper).toBeUndefined();
    expect(boundRanks(fewest, quantile).upper).toBe(fewest);
    expect(samplesForUpperBound(quantile)).toBe(fewest);
  });
}

test('a p50 is bounded alike from below and above', () => {
  expect(boundRanks(4, 0.5).lower).toBeUndefined();
  for (const samples of [5, 11, 40, 101]) {
    const { lower = 0, upper = 0 } = boundRanks(samples, 0.5);
    expect(lower + upper).toBe(samples + 1);
  }
});

test('no samples bear no bound', () => {
  expect(boundRanks(0, 0.95)).toEqual({});
});

test('the ranks are those of the binomial sums', () => {
  // E ~ B(200, 0.05): P(E ≤ 4) = 2.6 %, P(E ≤ 5) = 6.2 %; P(E ≤ 14) = 92.2 %, P(E ≤ 15) = 95.6 %.
  expect(boundRanks(200, 0.95)).toEqual({ lower: 185, upper: 196 });
});

for (const quantile of [0.75, 0.95, 0.99]) {
  test(`the bounds of a p${quantile * 100} are right in about 95 of 100 runs`, () => {
    const random = xoroshiro128plus(20_260);
    const samples = 400;
    const trials = 4000;
    const ranks = boundRanks(samples, quantile);
    let lowerRight = 0;
    let upperRight = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      // Of a uniform variable the p-quantile is p itself; the ranks do not depend on the distribution.
      const values = Float64Array.from({ length: samples }, () => uniformFloat64(random)).sort();
      if ((values[(ranks.lower ?? 0) - 1] ?? 1) <= quantile) lowerRight += 1;
      if ((values[(ranks.upper ?? 0) - 1] ?? 0) >= quantile) upperRight += 1;
    }
    // Ranks are whole, so the coverage is at least 95 % and a little more where few samples lie beyond the quantile.
    for (const right of [lowerRight, upperRight]) {
      expect(right / trials).toBeGreaterThan(0.94);
      expect(right / trials).toBeLessThan(0.985);
    }
  });
}

test('the bounds of a share are those of Wilson', () => {
  // 10 of 100, worked out from the formula with z = 1.64485.
  const { lower, upper } = wilsonBounds(10, 100);
  expect(lower).toBeCloseTo(0.06072, 5);
  expect(upper).toBeCloseTo(0.16036, 5);
  expect(wilsonBounds(0, 50).lower).toBe(0);
  expect(wilsonBounds(50, 50).upper).toBe(1);
});
