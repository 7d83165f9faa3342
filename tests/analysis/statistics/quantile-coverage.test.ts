import { expect, test } from '@playwright/test';
import { differenceInterval, ratioInterval } from '../../../src/analysis/statistics/difference-interval.ts';
import { quantileInterval } from '../../../src/analysis/statistics/quantile-interval.ts';
import { coverages, latencyOf, normals, percentiles } from './draws.ts';

/** Sorted latencies, drawn into the same array every time. */
function drawLatencies(into: Float64Array, normal: () => number, factor = 1): Float64Array {
  for (let index = 0; index < into.length; index += 1) into[index] = factor * latencyOf(normal());
  return into.sort();
}

for (const samples of [60, 200, 1000]) {
  test(`the bounds of the p50, p75 and p95 of ${samples} samples hold in 94–96 of 100 runs`, () => {
    const normal = normals(`${samples} samples`);
    const values = new Float64Array(samples);
    const held = coverages(
      percentiles.map(({ truth }) => truth),
      () => {
        drawLatencies(values, normal);
        return percentiles.map(({ quantile }) => quantileInterval(values, quantile));
      },
    );
    for (const [index, { lower, upper }] of held.entries()) {
      for (const share of [lower, upper]) {
        expect(share, percentiles[index]?.name).toBeGreaterThan(0.94);
        expect(share, percentiles[index]?.name).toBeLessThan(0.96);
      }
    }
  });
}

// Order statistics scatter, and the larger of two distances weighs more in their sum of squares: slightly
// conservative.
for (const [percentile, samples, factor, most] of [
  [percentiles[0], 200, 1.2, 0.965],
  [percentiles[1], 400, 1.1, 0.965],
  [percentiles[2], 200, 1, 0.975],
] as const) {
  const { name, quantile, truth } = percentile;
  test(`the bounds of how a ${name} of ${samples} samples changes by the factor ${factor} hold in 94–${most * 100} of 100 runs`, () => {
    const normal = normals(`change of the ${name}`);
    const [head, base] = [new Float64Array(samples), new Float64Array(samples)];
    const estimate = (values: Float64Array) => ({
      value: values[Math.ceil(samples * quantile) - 1] as number,
      ...quantileInterval(values, quantile),
    });
    const held = coverages([truth * (factor - 1), factor], () => {
      const one = estimate(drawLatencies(head, normal, factor));
      const other = estimate(drawLatencies(base, normal));
      return [differenceInterval(one, other), ratioInterval(one, other)];
    });
    for (const { lower, upper } of held) {
      for (const share of [lower, upper]) {
        expect(share).toBeGreaterThan(0.94);
        expect(share).toBeLessThan(most);
      }
    }
  });
}
