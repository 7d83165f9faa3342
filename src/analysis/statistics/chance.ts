import studentCdf from '@stdlib/stats-base-dists-t-cdf';
import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import type { Estimate } from './difference-interval.ts';
import { meanInterval } from './mean-interval.ts';
import type { Pool } from './pool.ts';

const confidence = 0.95;

/**
 * Probability of a value this high if the true value is at most the limit (one-sided p-value), derived from
 * the lower bound: the distance to a bound is a known multiple of the standard error. Altman and Bland, "How
 * to obtain the P value from a confidence interval", BMJ 343 (2011), d2304, with Student's t-distribution.
 *
 * @param degreesOfFreedom number of users minus one
 */
export function chanceFromBound({ value, lower }: Estimate, limit: number, degreesOfFreedom: number): number {
  if (lower === undefined || degreesOfFreedom < 1) return 1;
  const standardError = (value - lower) / studentQuantile(confidence, degreesOfFreedom);
  if (standardError === 0) return value > limit ? 0 : 1;
  return 1 - studentCdf((value - limit) / standardError, degreesOfFreedom);
}

/**
 * The same for a mean. Its bounds are not symmetric, so bisection finds the confidence at which the lower
 * bound equals the limit; the p-value is one minus that confidence.
 */
export function chanceOfMean({ values, users }: Pool, limit: number): number {
  let surest = 1 - 1e-9;
  let least = 0.5;
  for (let halving = 0; halving < 30; halving += 1) {
    const middle = (surest + least) / 2;
    const { lower } = meanInterval(values, { users, confidence: middle });
    if (lower !== undefined && lower > limit) least = middle;
    else surest = middle;
  }
  return 1 - least;
}
