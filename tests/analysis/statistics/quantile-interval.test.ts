import { expect, test } from '@playwright/test';
import { probabilityBelow, rankBelow } from '../../../src/analysis/statistics/fractional-rank.ts';
import {
  probabilityAtMost,
  quantileInterval,
  samplesForUpperBound,
} from '../../../src/analysis/statistics/quantile-interval.ts';
import { randomStream } from '../../../src/load/random.ts';
import { fillAlike, latencyOf, normals, owners, sortWithOwners } from './draws.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

for (const [quantile, fewest] of [
  [0.5, 5],
  [0.75, 11],
  [0.95, 59],
  [0.99, 299],
] as const) {
  test(`a p${quantile * 100} has an upper bound with ${fewest} or more samples`, () => {
    expect(quantileInterval(upTo(fewest - 1), quantile).upper).toBeUndefined();
    expect(quantileInterval(upTo(fewest), quantile).upper).toBeGreaterThan(fewest - 1);
    expect(quantileInterval(upTo(fewest), quantile).upper).toBeLessThanOrEqual(fewest);
    expect(samplesForUpperBound(quantile)).toBe(fewest);
  });
}

test('at whole ranks the probability is the binomial one', () => {
  // Ten fair coins: 9 or 10 heads in 11 of 1,024 throws, 8 or more in 56.
  expect(probabilityBelow(9, 10, 0.5)).toBeCloseTo(11 / 1024, 12);
  expect(probabilityBelow(8, 10, 0.5)).toBeCloseTo(56 / 1024, 12);
  // The lowest of 10 is above the median in 1 of 1,024, the highest of 59 below the p95 in 0.95⁵⁹.
  expect(probabilityBelow(1, 10, 0.5)).toBeCloseTo(1 - 1 / 1024, 12);
  expect(probabilityBelow(59, 59, 0.95)).toBeCloseTo(0.95 ** 59, 12);
});

test('the bounds lie between the ranks of the binomial sums', () => {
  // E ~ B(200, 0.05): P(E ≤ 4) = 2.6 %, P(E ≤ 5) = 6.2 %; P(E ≤ 14) = 92.2 %, P(E ≤ 15) = 95.6 %.
  const { lower = 0, upper = 0 } = quantileInterval(upTo(200), 0.95);
  expect(lower).toBeGreaterThan(185);
  expect(lower).toBeLessThan(186);
  expect(upper).toBeGreaterThan(195);
  expect(upper).toBeLessThan(196);
});

test('a rank has the requested probability', () => {
  for (const samples of [11, 59.5, 700, 2_000_000]) {
    for (const quantile of [0.5, 0.75, 0.95]) {
      for (const probability of [0.05, 0.5, 0.95]) {
        const rank = rankBelow(probability, samples, quantile);
        if (rank !== undefined) {
          expect(probabilityBelow(rank, samples, quantile)).toBeCloseTo(probability, 5);
        }
      }
    }
  }
});

test('the bounds of a p50 are symmetric', () => {
  expect(quantileInterval(upTo(4), 0.5).lower).toBeUndefined();
  for (const samples of [5, 11, 40, 101]) {
    const { lower = 0, upper = 0 } = quantileInterval(upTo(samples), 0.5);
    expect(lower + upper).toBeCloseTo(samples + 1, 4);
  }
});

test('no samples, and samples of a single user, have no bounds', () => {
  expect(quantileInterval([], 0.95)).toEqual({});
  expect(quantileInterval(upTo(500), 0.5, { users: upTo(500).map(() => 7) })).toEqual({});
  expect(
    probabilityAtMost(
      upTo(500),
      0.5,
      1,
      upTo(500).map(() => 7),
    ),
  ).toBe(1);
});

test('values that are all equal are their own bounds', () => {
  const users = upTo(1000).map((index) => index % 50);
  const equal = upTo(1000).map(() => 16);
  expect(quantileInterval(equal, 0.95)).toEqual({ lower: 16, upper: 16 });
  expect(quantileInterval(equal, 0.95, { users })).toEqual({ lower: 16, upper: 16 });
});

test('no upper bound depends on a value that is not exact', () => {
  const { upper = 0 } = quantileInterval(upTo(200), 0.95);
  expect(quantileInterval(upTo(200), 0.95, { known: Math.ceil(upper) }).upper).toBe(upper);
  expect(quantileInterval(upTo(200), 0.95, { known: Math.floor(upper) }).upper).toBeUndefined();
  const { lower } = quantileInterval(upTo(200), 0.95);
  expect(quantileInterval(upTo(200), 0.95, { known: 0 }).lower).toBe(lower);
});

test('the more users differ, the wider the interval', () => {
  const owner = owners({ users: 20, samplesEach: 20 });
  const widths = [0, 0.2, 0.5].map((alike) => {
    const values = new Float64Array(owner.length);
    const users = new Int32Array(owner.length);
    fillAlike(values, owner, alike, normals('widths'));
    const sorted = values.map(latencyOf);
    sortWithOwners(sorted, owner, users);
    const { lower = 0, upper = 0 } = quantileInterval(sorted, 0.75, { users });
    return upper - lower;
  });
  expect(widths[1]).toBeGreaterThan(widths[0] as number);
  expect(widths[2]).toBeGreaterThan(widths[1] as number);
});

test('which of two equal values comes first makes no difference', () => {
  const values = upTo(400).map((index) => 16 * Math.ceil(index / 40));
  const inTurns = values.map((_, index) => index % 10);
  const inBlocks = values.map((_, index) => Math.floor((index % 40) / 4));
  expect(quantileInterval(values, 0.75, { users: inTurns })).toEqual(
    quantileInterval(values, 0.75, { users: inBlocks }),
  );
});

test('the probability equals the binomial sums', () => {
  // 200 values, 180 of them up to the limit: P(B(200, 0.95) ≤ 180), between the ranks 180 and 181.
  const exact = 1 - probabilityBelow(181, 200, 0.95);
  expect(exact).toBeCloseTo(0.00266, 4);
  expect(probabilityAtMost(upTo(200), 0.95, 180.9999)).toBeCloseTo(exact, 5);
  expect(probabilityAtMost(upTo(10), 0.5, 0)).toBeCloseTo(1 / 1024, 12);
  expect(probabilityAtMost(upTo(10), 0.5, 10)).toBe(1);
});

test('it is below 5 % exactly when the lower bound is above the limit, at every level', () => {
  const random = randomStream(1, 'limits');
  const owner = owners({ users: 12, samplesEach: 25 });
  const values = new Float64Array(owner.length);
  const users = new Int32Array(owner.length);
  fillAlike(values, owner, 0.3, normals('limits'));
  for (const [index, value] of values.entries()) values[index] = latencyOf(value);
  sortWithOwners(values, owner, users);
  const seen = { above: 0, below: 0 };
  for (const whose of [undefined, users]) {
    for (const alpha of [0.2, 0.05, 0.001]) {
      const { lower = 0 } = quantileInterval(values, 0.75, { users: whose, confidence: 1 - alpha });
      for (let trial = 0; trial < 50; trial += 1) {
        const limit = lower * random.between(0.9, 1.1);
        const isAbove = lower > limit;
        seen[isAbove ? 'above' : 'below'] += 1;
        expect(probabilityAtMost(values, 0.75, limit, whose) < alpha).toBe(isAbove);
      }
    }
  }
  expect(Math.min(seen.above, seen.below)).toBeGreaterThan(50);
});

test('two million samples of fifty users work as well as a few', () => {
  const values = Float64Array.from({ length: 2_000_000 }, (_, index) => index);
  const users = Int32Array.from(values, (index) => index % 50);
  const { lower = 0, upper = 0 } = quantileInterval(values, 0.95, { users });
  expect(lower).toBeGreaterThan(1_899_400);
  expect(upper).toBeLessThan(1_900_600);
});
