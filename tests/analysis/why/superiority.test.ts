import { expect, test } from '@playwright/test';
import { superiority } from '../../../src/analysis/why/superiority.ts';

test('the tortoise and the hare: 11 of 36 pairs', () => {
  // https://en.wikipedia.org/wiki/Mann–Whitney_U_test: T H H H H H T T T T T H, by place.
  const tortoises = [1, 7, 8, 9, 10, 11];
  const hares = [2, 3, 4, 5, 6, 12];
  const found = superiority(tortoises, hares);
  expect(found?.superiority).toBeCloseTo(25 / 36, 12);
  // (25 − 18 − 0.5) ÷ √39 = 1.0408
  expect(found?.chance).toBeCloseTo(0.149, 3);
  expect(superiority(hares, tortoises)?.superiority).toBeCloseTo(11 / 36, 12);
});

test('ties count half and reduce the variance', () => {
  const found = superiority([2, 2, 3], [1, 2, 2]);
  expect(found?.superiority).toBeCloseTo(7 / 9, 12);
  // (7 − 4.5 − 0.5) ÷ √3.75 = 1.0328
  expect(found?.chance).toBeCloseTo(0.1508, 3);
});

test('the p-value follows the normal distribution, far into the tail too', () => {
  const low = Array.from({ length: 200 }, (_, index) => index);
  const high = low.map((value) => value + 1000);
  // 20,000 − 0.5 above the middle of 40,000 pairs, by √(40,000 × 401 ÷ 12) = 1,156.1: 17.3 standard deviations.
  const found = superiority(high, low);
  expect(found?.superiority).toBe(1);
  expect(found?.chance).toBeGreaterThanOrEqual(0);
  expect(found?.chance).toBeLessThan(1e-30);
  expect(superiority(low, high)?.chance).toBeCloseTo(1, 12);
  // 4 of 40 above all others: (144 − 72 − 0.5) ÷ √(144 × 41 ÷ 12) = 3.2234 standard deviations.
  expect(superiority([40, 41, 42, 43], low.slice(0, 36))?.chance).toBeCloseTo(0.000633, 5);
});

test('there is nothing to compare if all values are the same or a group is empty', () => {
  expect(superiority([5, 5], [5, 5, 5])).toBeUndefined();
  expect(superiority([], [1, 2])).toBeUndefined();
  expect(superiority([1], [])).toBeUndefined();
});
