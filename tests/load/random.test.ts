import { expect, test } from '@playwright/test';
import { randomStream } from '../../src/load/random.ts';

const draws = (seed: number, purpose: string, count: number) => {
  const random = randomStream(seed, purpose);
  return Array.from({ length: count }, () => random.share());
};

test('the same seed and purpose give the same draws', () => {
  expect(draws(1, 'user 7', 5)).toEqual(draws(1, 'user 7', 5));
});

test('another seed or purpose gives different draws', () => {
  expect(draws(1, 'user 7', 5)).not.toEqual(draws(2, 'user 7', 5));
  expect(draws(1, 'user 7', 5)).not.toEqual(draws(1, 'user 8', 5));
});

test('draws are uniform: each tenth holds a tenth of 20,000', () => {
  const tenths = new Array<number>(10).fill(0);
  for (const share of draws(3, 'uniform', 20_000))
    tenths[Math.floor(share * 10)] = (tenths[Math.floor(share * 10)] ?? 0) + 1;
  // Five standard deviations of a binomial(20000, 0.1) are 212.
  for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(212);
});

test('streams with similar names are independent from their first draws on', () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `queries of user 3 in iteration ${index}`);
  for (const place of [0, 1]) {
    const drawn = names.map((name) => draws(1, name, 2)[place] as number);
    const tenths = Array.from({ length: 10 }, (_, tenth) =>
      drawn.filter((share) => Math.floor(share * 10) === tenth),
    );
    for (const { length } of tenths) expect(Math.abs(length - 2000)).toBeLessThan(212);
    // Two independent draws differ by less than 0.1 with a probability of 0.19; five standard deviations are
    // 0.014.
    const near = drawn.slice(1).filter((share, index) => Math.abs(share - (drawn[index] as number)) < 0.1);
    expect(Math.abs(near.length / (names.length - 1) - 0.19)).toBeLessThan(0.014);
  }
});

test('between and pick stay within their bounds', () => {
  const random = randomStream(5, 'bounds');
  for (let index = 0; index < 1000; index += 1) {
    const value = random.between(2000, 6000);
    expect(value >= 2000 && value < 6000).toBe(true);
    expect(['a', 'b']).toContain(random.pick(['a', 'b']));
  }
});
