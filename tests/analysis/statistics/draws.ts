import { randomStream } from '../../../src/load/random.ts';

/** Enough for a claim of 94–96 %: by chance alone, such a share varies by 0.15 points. */
const trials = 10_000;

/** Standard normal draws, reproducible for each purpose (Box and Muller). */
export function normals(purpose: string): () => number {
  const random = randomStream(20_260, purpose);
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random.share()));
    const angle = 2 * Math.PI * random.share();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Latencies whose logarithm is normal: a median of 200 ms and a long tail. */
const spread = 0.5;
export const latencyOf = (normal: number) => 200 * Math.exp(spread * normal);

/** Their percentiles, from those of the standard normal distribution. */
export const percentiles = [
  { name: 'p50', quantile: 0.5, truth: latencyOf(0) },
  { name: 'p75', quantile: 0.75, truth: latencyOf(0.6744897501960817) },
  { name: 'p95', quantile: 0.95, truth: latencyOf(1.6448536269514722) },
] as const;

/** The mean of such latencies. */
export const meanLatency = 200 * Math.exp(spread ** 2 / 2);

export interface Users {
  users: number;
  /** Mean number of samples per user; the largest has nearly four times as many as the smallest. */
  samplesEach: number;
}

/** The user of each sample; users have different numbers of samples. */
export function owners({ users, samplesEach }: Users): number[] {
  return Array.from({ length: users }, (_, user) =>
    Array.from({ length: Math.round(samplesEach * (0.43 + (1.14 * user) / (users - 1))) }, () => user),
  ).flat();
}

/**
 * Standard normal values of users who differ from each other, one for each owner.
 *
 * @param alike share of the variance that is between users (0–1)
 */
export function fillAlike(into: Float64Array, owner: number[], alike: number, normal: () => number): void {
  const between = Math.sqrt(alike);
  const within = Math.sqrt(1 - alike);
  let last = -1;
  let level = 0;
  for (const [index, user] of owner.entries()) {
    if (user !== last) level = between * normal();
    last = user;
    into[index] = level + within * normal();
  }
}

/**
 * Sorts the values in ascending order and their owners with them: the owner is packed into the digits below a
 * millionth.
 */
export function sortWithOwners(values: Float64Array, owner: number[], owners: Int32Array): void {
  for (const [index, user] of owner.entries()) {
    values[index] = Math.floor((values[index] as number) * 2 ** 20) * 64 + user;
  }
  values.sort();
  for (const [index, packed] of values.entries()) {
    owners[index] = packed % 64;
    values[index] = Math.floor(packed / 64) / 2 ** 20;
  }
}

interface Bounds {
  lower?: number;
  upper?: number;
}

/**
 * How often each bound, and both bounds, were on the right side, over all trials; an absent bound is never
 * wrong.
 *
 * @param truths the true value for each interval of a trial
 */
export function coverages(truths: readonly number[], bounds: () => Bounds[]) {
  const held = truths.map(() => ({ lower: 0, upper: 0, both: 0 }));
  for (let trial = 0; trial < trials; trial += 1) {
    for (const [index, { lower = -Infinity, upper = Infinity }] of bounds().entries()) {
      const counts = held[index];
      const truth = truths[index];
      if (counts === undefined || truth === undefined) throw new RangeError('more intervals than truths');
      if (lower <= truth) counts.lower += 1;
      if (upper >= truth) counts.upper += 1;
      if (lower <= truth && upper >= truth) counts.both += 1;
    }
  }
  return held.map(({ lower, upper, both }) => ({
    lower: lower / trials,
    upper: upper / trials,
    both: both / trials,
  }));
}

/** The same for one interval per trial. */
export function coverage(truth: number, bounds: () => Bounds) {
  const [held] = coverages([truth], () => [bounds()]);
  return held ?? { lower: 0, upper: 0, both: 0 };
}
