import { expect, test } from '@playwright/test';
import { concurrencyOf } from '../../../src/analysis/why/concurrency.ts';
import { givenUp, steadyStartAt, step } from '../record.ts';

test('a step is in progress from its input until it ends, whichever user runs it', () => {
  const concurrencyAt = concurrencyOf([
    step(100, 0),
    step(100, 50, { journey: 'look up', user: 1 }),
    givenUp(500, 60),
    step(10, 60, { phase: 'ramp' }),
  ]);
  const counts = [-1, 0, 49, 50, 60, 69, 70, 100, 149, 150, 559, 560].map((atMs) => [
    atMs,
    concurrencyAt(steadyStartAt + atMs),
  ]);
  expect(counts).toEqual([
    [-1, 0],
    [0, 1],
    [49, 1],
    [50, 2],
    [60, 4],
    [69, 4],
    [70, 3],
    [100, 2],
    [149, 2],
    [150, 1],
    [559, 1],
    [560, 0],
  ]);
});

test('a step without an input was never in progress', () => {
  const { inputAt: _, responseMs: __, ...never } = givenUp(100, 0, 'failed');
  expect(concurrencyOf([never])(steadyStartAt + 50)).toBe(0);
  expect(concurrencyOf([])(steadyStartAt)).toBe(0);
});
