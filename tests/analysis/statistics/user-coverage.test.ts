import { expect, test } from '@playwright/test';
import { meanInterval } from '../../../src/analysis/statistics/mean-interval.ts';
import { quantileInterval } from '../../../src/analysis/statistics/quantile-interval.ts';
import {
  coverage,
  coverages,
  fillAlike,
  latencyOf,
  meanLatency,
  normals,
  owners,
  percentiles,
  sortWithOwners,
} from './draws.ts';

interface Crowd {
  users: number;
  alike: number;
}

/** Latencies of users who differ, with the user of each; drawn into the same arrays every time. */
function drawFrom({ users, alike }: Crowd) {
  const owner = owners({ users, samplesEach: 14 });
  const values = new Float64Array(owner.length);
  const whose = new Int32Array(owner.length);
  const normal = normals(`${users} users, ${alike} alike`);
  return () => {
    fillAlike(values, owner, alike, normal);
    for (let index = 0; index < values.length; index += 1) values[index] = latencyOf(values[index] as number);
    sortWithOwners(values, owner, whose);
    return { values, users: whose };
  };
}

/** The range of how often each upper bound holds, for p50, p75 and p95. */
const crowds = [
  // By chance, users who are not alike can look alike; the estimated correlation is never below 0.
  {
    users: 50,
    alike: 0,
    upper: [
      [0.95, 0.965],
      [0.95, 0.965],
      [0.95, 0.965],
    ],
  },
  {
    users: 50,
    alike: 0.2,
    upper: [
      [0.94, 0.96],
      [0.94, 0.96],
      [0.94, 0.96],
    ],
  },
  {
    users: 50,
    alike: 0.5,
    upper: [
      [0.94, 0.96],
      [0.94, 0.96],
      [0.93, 0.955],
    ],
  },
  // In half of these runs the p95 has no upper bound; with users who differ more, in nearly all.
  {
    users: 10,
    alike: 0.2,
    upper: [
      [0.94, 0.96],
      [0.94, 0.96],
      [0.95, 0.975],
    ],
  },
  // All ten users may be fast ones, and nothing in their samples shows it.
  {
    users: 10,
    alike: 0.5,
    upper: [
      [0.935, 0.955],
      [0.925, 0.945],
      [0.97, 1],
    ],
  },
] as const;

for (const { users, alike, upper } of crowds) {
  const shown = upper.map(([least, most]) => `${least * 100}–${most * 100}`).join(', ');
  test(`with ${users} users, ${alike * 100} % of the scatter between them, lower bounds hold in ${alike === 0 ? '94–96.5' : '94–96'} of 100 runs, upper ones of p50, p75, p95 in ${shown}`, () => {
    const draw = drawFrom({ users, alike });
    const held = coverages(
      percentiles.map(({ truth }) => truth),
      () => {
        const drawn = draw();
        return percentiles.map(({ quantile }) =>
          quantileInterval(drawn.values, quantile, { users: drawn.users }),
        );
      },
    );
    for (const [index, share] of held.entries()) {
      const name = percentiles[index]?.name;
      const [least, most] = upper[index] ?? [1, 0];
      expect(share.lower, name).toBeGreaterThan(0.94);
      expect(share.lower, name).toBeLessThan(alike === 0 ? 0.965 : 0.96);
      expect(share.upper, name).toBeGreaterThan(least);
      expect(share.upper, name).toBeLessThan(most);
    }
  });
}

test('treated as independent, samples of users who differ a lot would have bounds that hold in 75 of 100 runs', () => {
  const draw = drawFrom({ users: 50, alike: 0.5 });
  const held = coverage(percentiles[0].truth, () => quantileInterval(draw().values, 0.5));
  expect(held.lower).toBeGreaterThan(0.7);
  expect(held.lower).toBeLessThan(0.8);
});

for (const [users, alike, least] of [
  [50, 0.2, 0.94],
  [50, 0.5, 0.935],
  // The skewness of ten users' sums is hard to estimate.
  [10, 0.2, 0.92],
  [10, 0.5, 0.91],
] as const) {
  test(`with ${users} users, ${alike * 100} % of the scatter between them, the bounds of a mean latency hold in ${least * 100}–96.5 of 100 runs`, () => {
    const draw = drawFrom({ users, alike });
    const held = coverage(meanLatency, () => {
      const drawn = draw();
      return meanInterval(drawn.values, { users: drawn.users });
    });
    for (const share of [held.lower, held.upper]) {
      expect(share).toBeGreaterThan(least);
      expect(share).toBeLessThan(0.965);
    }
  });
}
