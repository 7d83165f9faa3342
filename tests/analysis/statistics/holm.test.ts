import { expect, test } from '@playwright/test';
import { holm } from '../../../src/analysis/statistics/holm.ts';

test('a worked example: of 0.01, 0.04, 0.03 and 0.005, two are rejected at 5 %', () => {
  // https://en.wikipedia.org/wiki/Holm%E2%80%93Bonferroni_method: 0.005 ≤ 0.0125, 0.01 ≤ 0.0167, 0.03 > 0.025.
  expect(holm([0.01, 0.04, 0.03, 0.005], 0.05)).toEqual([true, false, false, true]);
});

test('after one p-value that is too large, none is rejected', () => {
  expect(holm([0.03, 0.03, 0.03], 0.05)).toEqual([false, false, false]);
  expect(holm([0.001, 0.03, 0.04], 0.05)).toEqual([true, false, false]);
});

test('a single p-value is compared with alpha itself; an empty list works', () => {
  expect(holm([0.05], 0.05)).toEqual([true]);
  expect(holm([0.051], 0.05)).toEqual([false]);
  expect(holm([], 0.05)).toEqual([]);
});

test('it rejects everything that Bonferroni rejects, and more', () => {
  const probabilities = [0.016, 0.02, 0.04];
  expect(probabilities.map((one) => one <= 0.05 / 3)).toEqual([true, false, false]);
  expect(holm(probabilities, 0.05)).toEqual([true, true, true]);
});
