import { expect, test } from '@playwright/test';
import { differenceInterval, ratioInterval } from '../../../src/analysis/statistics/difference-interval.ts';
import { shareDifference, wilsonBounds } from '../../../src/analysis/statistics/wilson-bound.ts';

// Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
for (const [hits, samples, lower, upper] of [
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
] as const) {
  test(`Newcombe’s example of Wilson’s interval: ${hits} of ${samples}`, () => {
    const bounds = wilsonBounds(hits, samples, 0.975);
    expect(bounds.lower).toBeCloseTo(lower, 4);
    expect(bounds.upper).toBeCloseTo(upper, 4);
  });
}

test('one-sided at 95 % by default', () => {
  // 10 of 100, worked out from the formula with z = 1.64485.
  const { lower, upper } = wilsonBounds(10, 100);
  expect(lower).toBeCloseTo(0.06072, 5);
  expect(upper).toBeCloseTo(0.16036, 5);
  expect(wilsonBounds(0, 50).lower).toBe(0);
  expect(wilsonBounds(50, 50).upper).toBe(1);
});

// Newcombe, "Interval estimation for the difference between independent proportions", same volume, table II, method 10.
for (const [head, base, lower, upper] of [
  [[56, 70], [48, 80], 0.0524, 0.3339],
  [[9, 10], [3, 10], 0.1705, 0.809],
  [[6, 7], [2, 7], 0.0582, 0.8062],
  [[5, 56], [0, 29], -0.0381, 0.1926],
  [[0, 10], [0, 20], -0.1611, 0.2775],
  [[0, 10], [0, 10], -0.2775, 0.2775],
  [[10, 10], [0, 20], 0.6791, 1],
  [[10, 10], [0, 10], 0.6075, 1],
] as const) {
  test(`Newcombe’s example of a difference: ${head.join(' of ')} and ${base.join(' of ')}`, () => {
    const share = ([hits, samples]: readonly [number, number]) => ({ hits, samples });
    const change = shareDifference(share(head), share(base), 0.95);
    expect(change.value).toBeCloseTo(head[0] / head[1] - base[0] / base[1], 12);
    expect(change.lower).toBeCloseTo(lower, 4);
    expect(change.upper).toBeCloseTo(upper, 4);
  });
}

test('the distances of two estimates to their bounds add up like the sides of a right triangle', () => {
  const change = differenceInterval(
    { value: 120, lower: 116, upper: 125 },
    { value: 100, lower: 88, upper: 103 },
  );
  expect(change).toEqual({ value: 20, lower: 15, upper: 33 });
});

test('a bound is absent if one it depends on is', () => {
  const change = differenceInterval({ value: 120, lower: 116 }, { value: 100, lower: 88, upper: 103 });
  expect(change).toEqual({ value: 20, lower: 15 });
  expect(differenceInterval({ value: 2 }, { value: 1 })).toEqual({ value: 1 });
});

test('a ratio is bounded by the difference of the logarithms', () => {
  const ratio = ratioInterval(
    { value: 8, lower: 8 / Math.E ** 3, upper: 8 * Math.E ** 5 },
    { value: 4, lower: 4 / Math.E ** 12, upper: 4 * Math.E ** 4 },
  );
  expect(ratio.value).toBeCloseTo(2, 12);
  expect(ratio.lower).toBeCloseTo(2 / Math.E ** 5, 12);
  expect(Math.log((ratio.upper ?? 0) / 2)).toBeCloseTo(13, 9);
});

test('a ratio has no bound that depends on 0, and there is no ratio to 0', () => {
  const change = ratioInterval({ value: 2, lower: 0, upper: 3 }, { value: 1, lower: 0.5, upper: 2 });
  expect(change.lower).toBeUndefined();
  expect(change.upper).toBeGreaterThan(2);
  expect(() => ratioInterval({ value: 1 }, { value: 0 })).toThrow('a ratio needs estimates above 0 (got 0)');
});
