import { expect, test } from '@playwright/test';
import { meanInterval } from '../../../src/analysis/statistics/mean-interval.ts';
import { trimmedMean, trimmedMeanInterval } from '../../../src/analysis/statistics/trimmed-mean.ts';

/** Dana's data on self-awareness, in seconds: Wilcox, Introduction to Robust Estimation and Hypothesis Testing, chapter 3. */
const selfAwareness = [
  77, 87, 88, 114, 151, 210, 219, 246, 253, 262, 296, 299, 306, 376, 428, 515, 666, 1310, 2611,
];

test('Wilcox’s example: a trimmed mean of 282.7 and a winsorised deviation of 146.8', () => {
  const mean = trimmedMean(selfAwareness);
  expect(mean?.value).toBeCloseTo(282.7, 1);
  expect(mean?.degreesOfFreedom).toBe(12);
  expect(mean?.kept).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  // Yuen divides the squared deviations, 18 · 146.8², by h (h − 1).
  expect((mean?.standardError ?? 0) * Math.sqrt((13 * 12) / 18)).toBeCloseTo(146.8, 1);
});

test('Student’s interval is symmetric around it', () => {
  const { value = 0, lower = 0, upper = 0 } = trimmedMeanInterval(selfAwareness, 0.95) ?? {};
  const { standardError = 0 } = trimmedMean(selfAwareness) ?? {};
  // t of 12 degrees of freedom at 97.5 %: 2.1788.
  expect((upper - value) / standardError).toBeCloseTo(2.1788, 4);
  expect(value - lower).toBeCloseTo(upper - value, 9);
});

test('outliers do not change the mean, and the kept values are given by index', () => {
  const values = [5, 900, 3, 4, 6, -900, 5, 4, 6, 5];
  const mean = trimmedMean(values);
  expect(mean?.kept.toSorted((a, b) => a - b)).toEqual([0, 3, 4, 6, 7, 9]);
  expect(mean?.value).toBeCloseTo(29 / 6, 12);
});

test('without trimming it is the mean with its standard error', () => {
  const mean = trimmedMean([2, 4, 4, 4, 5, 5, 7, 9], { trim: 0 });
  expect(mean?.value).toBe(5);
  expect(mean?.standardError).toBeCloseTo(Math.sqrt(32 / 7 / 8), 12);
});

test('equal values have no scatter, five values no trimmed mean', () => {
  expect(trimmedMeanInterval([16, 16, 16, 16, 16, 16], 0.95)).toEqual({ value: 16, lower: 16, upper: 16 });
  expect(trimmedMean([1, 2, 3, 4, 5])).toBeUndefined();
});

test('without skewness, a mean has Student’s bounds', () => {
  // Standard error √(2.5 ÷ 5); t of 4 degrees of freedom at 95 %: 2.13185.
  const { mean, lower, upper } = meanInterval([1, 2, 3, 4, 5]);
  expect(mean).toBe(3);
  expect(lower).toBeCloseTo(3 - 2.13185 * Math.sqrt(0.5), 4);
  expect(upper).toBeCloseTo(3 + 2.13185 * Math.sqrt(0.5), 4);
});

test('a long tail moves the bounds of a mean up', () => {
  const { mean, lower = 0, upper = 0 } = meanInterval([1, 1, 1, 1, 1, 1, 1, 1, 1, 11]);
  expect(upper - mean).toBeGreaterThan(mean - lower);
});

test('the samples of a user that are all alike count once', () => {
  const users = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5];
  const { lower, upper } = meanInterval(users, { users });
  const once = meanInterval([1, 2, 3, 4, 5]);
  expect(lower).toBeCloseTo(once.lower ?? 0, 9);
  expect(upper).toBeCloseTo(once.upper ?? 0, 9);
});

test('one value, one user, or few equal values have no bounds', () => {
  expect(meanInterval([7])).toEqual({ mean: 7 });
  expect(meanInterval([7, 8, 9], { users: [1, 1, 1] })).toEqual({ mean: 8 });
  expect(meanInterval([7, 7, 7])).toEqual({ mean: 7 });
  expect(meanInterval(Array(58).fill(7))).toEqual({ mean: 7 });
  expect(meanInterval(Array(59).fill(7))).toEqual({ mean: 7, lower: 7, upper: 7 });
});
