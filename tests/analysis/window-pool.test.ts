import { expect, test } from '@playwright/test';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { quantileSorted } from 'simple-statistics';
import { poolOf } from '../../src/analysis/statistics/pool.ts';
import { WindowPool } from '../../src/analysis/statistics/window-pool.ts';
import type { StepSample } from '../../src/sample/sample.ts';
import { givenUp, step } from './record.ts';

/** Steps with many equal durations; some timed out, some of those without a known duration. */
function someSteps(random: ReturnType<typeof xoroshiro128plus>): StepSample[] {
  return Array.from({ length: 120 }, (_, index) => {
    const ms = Math.ceil(uniformFloat64(random) * 30);
    const fate = uniformFloat64(random);
    if (fate < 0.75) return step(ms, index);
    if (fate < 0.9) return givenUp(ms, index);
    const { responseMs: __, ...timeless } = givenUp(ms, index);
    return timeless;
  });
}

test('a moving window gives the same result as pooling each window again', () => {
  const random = xoroshiro128plus(11);
  const wrong: string[] = [];
  for (let trial = 0; trial < 20; trial += 1) {
    const steps = someSteps(random);
    const size = 1 + Math.floor(uniformFloat64(random) * 40);
    const pool = new WindowPool(steps, 'latencyMs', 'frame');
    for (const index of steps.keys()) {
      pool.join(index);
      if (index >= size) pool.leave(index - size);
      const { values, known } = poolOf(
        steps.slice(Math.max(0, index - size + 1), index + 1),
        'latencyMs',
        'frame',
      );
      const place = `trial ${trial}, window up to ${index}`;
      if (pool.samples !== values.length) wrong.push(`${place}: samples`);
      if (values.length === 0) continue;
      if (pool.known !== known) wrong.push(`${place}: known`);
      for (const quantile of [0.5, 0.95]) {
        const difference = Math.abs(
          (pool.quantile(quantile) ?? Number.NaN) - quantileSorted(values, quantile),
        );
        if (!(difference < 1e-9)) wrong.push(`${place}: quantile ${quantile}`);
      }
    }
  }
  // One assertion: each costs a millisecond, and there are thousands of windows.
  expect(wrong).toEqual([]);
});
