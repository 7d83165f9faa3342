import { expect, test } from '@playwright/test';
import { chanceOfSoMany } from '../../../src/analysis/why/chance-of-so-many.ts';

test('the lady tasting tea: all four cups right by chance once in 70, three or four 17 times', () => {
  // Fisher, "The Design of Experiments" (1935), chapter 2.
  expect(chanceOfSoMany(4, 4, 4, 8)).toBeCloseTo(1 / 70, 12);
  expect(chanceOfSoMany(3, 4, 4, 8)).toBeCloseTo(17 / 70, 12);
  expect(chanceOfSoMany(0, 4, 4, 8)).toBe(1);
});

test('six out of 49: all six once in 13,983,816', () => {
  expect(chanceOfSoMany(6, 6, 6, 49) * 13_983_816).toBeCloseTo(1, 9);
  expect(chanceOfSoMany(3, 6, 6, 49)).toBeCloseTo(260_624 / 13_983_816, 12);
});

/** The binomial coefficient as a bigint, so that nothing is rounded. */
function ways(chosen: number, all: number): bigint {
  if (chosen < 0 || chosen > all) return 0n;
  let found = 1n;
  for (let index = 0; index < chosen; index += 1) found = (found * BigInt(all - index)) / BigInt(index + 1);
  return found;
}

test('it agrees with exact counting for every combination of up to 12 items', () => {
  for (let all = 1; all <= 12; all += 1) {
    for (let marked = 0; marked <= all; marked += 1) {
      for (let chosen = 0; chosen <= all; chosen += 1) {
        let tail = 0n;
        for (let seen = Math.min(chosen, marked); seen >= 0; seen -= 1) {
          tail += ways(seen, marked) * ways(chosen - seen, all - marked);
          const chance = chanceOfSoMany(seen, chosen, marked, all);
          const counted = Number(tail) / Number(ways(chosen, all));
          expect(Math.abs(chance - counted), `${seen} of ${chosen}, ${marked} of ${all}`).toBeLessThan(1e-12);
        }
      }
    }
  }
});

test('thousands of items neither overflow nor underflow', () => {
  expect(chanceOfSoMany(0, 500, 3000, 10_000)).toBeCloseTo(1, 12);
  // The distribution is symmetric about 150: half of it, plus half of the weight at 150 itself.
  const likeliest = chanceOfSoMany(150, 300, 5000, 10_000) - chanceOfSoMany(151, 300, 5000, 10_000);
  expect(chanceOfSoMany(150, 300, 5000, 10_000)).toBeCloseTo(0.5 + likeliest / 2, 9);
  const unlikely = chanceOfSoMany(200, 500, 200, 10_000);
  expect(unlikely).toBeGreaterThan(0);
  expect(unlikely).toBeLessThan(1e-200);
});
