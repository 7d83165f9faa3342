import { expect, test } from '@playwright/test';
import { effectiveSamples } from '../../../src/analysis/statistics/effective-samples.ts';
import { designEffectByRank } from '../../../src/analysis/statistics/user-likeness.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('one sample of each user counts in full', () => {
  const hits = upTo(100).map((index) => index % 4 !== 0);
  expect(effectiveSamples(hits, upTo(100)).samples).toBeCloseTo(100, 9);
});

test('users whose samples are all alike count for about one sample each', () => {
  // 20 users, 10 samples each: n ÷ (n − 1) · 19, and t of 199 and of 19 degrees of freedom at 95 %: 1.65255, 1.72913.
  const users = upTo(200).map((index) => index % 20);
  const { samples, degreesOfFreedom } = effectiveSamples(
    users.map((user) => user < 15),
    users,
  );
  expect(degreesOfFreedom).toBe(19);
  expect(samples).toBeCloseTo((200 / 199) * 19 * (1.65255 / 1.72913) ** 2, 3);
});

test('users who are more alike than chance allows do not count for more samples', () => {
  // Each of 20 users has 5 hits of 10: no variance between them at all.
  const users = upTo(200).map((index) => index % 20);
  const hits = upTo(200).map((index) => index <= 100);
  expect(effectiveSamples(hits, users).samples).toBeCloseTo(200 * (1.65255 / 1.72913) ** 2, 2);
});

test('a single user counts for nothing: there is no other to compare with', () => {
  expect(effectiveSamples([true, false, true], [4, 4, 4])).toEqual({ samples: 0, degreesOfFreedom: 0 });
  expect(effectiveSamples([], [])).toEqual({ samples: 0, degreesOfFreedom: 0 });
});

test('by rank, users who do not overlap count for one sample each', () => {
  const values = upTo(1000);
  const users = values.map((value) => Math.floor((value - 1) / 20));
  // The correlation of the ranks is 0.9996, so 20 samples per user count for little more than one.
  expect(designEffectByRank(values, 0.5, users)).toBeGreaterThan(18);
  expect(designEffectByRank(values, 0.5, users)).toBeLessThanOrEqual(20);
});

test('by rank, users who take turns are independent', () => {
  const values = upTo(1000);
  expect(
    designEffectByRank(
      values,
      0.5,
      values.map((value) => value % 50),
    ),
  ).toBe(1);
  expect(designEffectByRank(values, 0.5, values)).toBe(1);
  expect(
    designEffectByRank(
      values.map(() => 16),
      0.5,
      values.map((value) => value % 50),
    ),
  ).toBe(1);
});
