import { expect, test } from '@playwright/test';
import { meanInterval } from '../../../src/analysis/statistics/mean-interval.ts';
import { trimmedMeanInterval } from '../../../src/analysis/statistics/trimmed-mean.ts';
import { shareDifference, wilsonBounds } from '../../../src/analysis/statistics/wilson-bound.ts';
import { randomStream } from '../../../src/load/random.ts';
import { coverage, latencyOf, meanLatency, normals } from './draws.ts';

function drawInto(values: Float64Array, draw: () => number): Float64Array {
  for (let index = 0; index < values.length; index += 1) values[index] = draw();
  return values;
}

for (const [what, truth, of] of [
  ['normal values', 0, (normal: number) => normal],
  ['latencies', meanLatency, latencyOf],
] as const) {
  for (const [samples, least] of [
    // Twenty latencies often contain none of the long tail.
    [20, what === 'latencies' ? 0.925 : 0.94],
    [60, 0.935],
    [200, 0.94],
  ] as const) {
    test(`the bounds of the mean of ${samples} ${what} hold in ${least * 100}–96.5 of 100 runs`, () => {
      const values = new Float64Array(samples);
      const normal = normals(`mean of ${samples} ${what}`);
      const held = coverage(truth, () => meanInterval(drawInto(values, () => of(normal()))));
      for (const share of [held.lower, held.upper]) {
        expect(share).toBeGreaterThan(least);
        expect(share).toBeLessThan(0.965);
      }
    });
  }
}

/** The mean of the middle 60 % of an exponential distribution: of −ln(1 − p), the integral is (1 − p) ln(1 − p) − (1 − p). */
const exponentialTruth =
  (() => {
    const integral = (p: number) => (1 - p) * Math.log(1 - p) - (1 - p);
    return integral(0.8) - integral(0.2);
  })() / 0.6;

for (const samples of [10, 20, 50]) {
  for (const [what, truth, least, of] of [
    ['normal values', 0, 0.935, (normal: () => number) => normal()],
    [
      'differences of latencies',
      0,
      0.94,
      (normal: () => number) => latencyOf(normal()) - latencyOf(normal()),
    ],
    // Half the sum of two squared normal values is exponential: skewness 2.
    [
      'very skew values',
      exponentialTruth,
      0.915,
      (normal: () => number) => (normal() ** 2 + normal() ** 2) / 2,
    ],
  ] as const) {
    test(`the interval of the trimmed mean of ${samples} ${what} holds in ${least * 100}–96 of 100 runs`, () => {
      const values = new Float64Array(samples);
      const normal = normals(`${samples} ${what}`);
      const held = coverage(
        truth,
        () =>
          trimmedMeanInterval(
            drawInto(values, () => of(normal)),
            0.95,
          ) ?? {},
      );
      expect(held.both).toBeGreaterThan(least);
      expect(held.both).toBeLessThan(0.96);
    });
  }
}

/** Number of hits in `samples`, each with this probability. */
function hitsOf(samples: number, share: number, random: () => number): number {
  let hits = 0;
  for (let sample = 0; sample < samples; sample += 1) if (random() < share) hits += 1;
  return hits;
}

// Counts are whole numbers, so for one share the bounds hold more often, for another less often: 92–98 %.
test('over shares of all sizes Wilson’s bounds hold in 94–96 of 100 runs', () => {
  const { share, between } = randomStream(1, 'shares');
  const held = coverage(0, () => {
    const truth = between(0.02, 0.98);
    const { lower, upper } = wilsonBounds(hitsOf(100, truth, share), 100);
    return { lower: lower - truth, upper: upper - truth };
  });
  for (const side of [held.lower, held.upper]) {
    expect(side).toBeGreaterThan(0.94);
    expect(side).toBeLessThan(0.96);
  }
});

test('over pairs of shares of all sizes Newcombe’s interval holds in 94–96 of 100 runs', () => {
  const { share, between } = randomStream(1, 'pairs of shares');
  const held = coverage(0, () => {
    const [head, base] = [between(0.02, 0.98), between(0.02, 0.98)];
    const { lower = 0, upper = 0 } = shareDifference(
      { hits: hitsOf(100, head, share), samples: 100 },
      { hits: hitsOf(60, base, share), samples: 60 },
      0.95,
    );
    return { lower: lower - (head - base), upper: upper - (head - base) };
  });
  expect(held.both).toBeGreaterThan(0.94);
  expect(held.both).toBeLessThan(0.96);
});
