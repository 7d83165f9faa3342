import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import { type Interval, samplesForUpperBound } from './quantile-interval.ts';

export interface MeanOptions {
  /** The user of each value; as long as the values. Without it, all samples count as independent. */
  users?: ArrayLike<number> | undefined;
  /** Confidence of each bound, one-sided; 0.95 by default. */
  confidence?: number;
}

/**
 * Identical values say nothing about their scatter. This many show, at 95 % confidence, that at most one in
 * twenty differs.
 */
const fewestAlike = samplesForUpperBound(0.95);

/** Sum of the deviations from the mean for each user; without `users`, the deviation of each value. */
function deviations(
  values: ArrayLike<number>,
  mean: number,
  users: ArrayLike<number> | undefined,
): Iterable<number> & { length: number } {
  if (users === undefined) return Float64Array.from(values, (value) => value - mean);
  const byUser = new Map<number, number>();
  for (let index = 0; index < values.length; index += 1) {
    const user = users[index] as number;
    byUser.set(user, (byUser.get(user) ?? 0) + (values[index] as number) - mean);
  }
  return [...byUser.values()];
}

/**
 * Hall's transformation removes the skewness of the mean from Student's t: latencies have a long tail, for
 * which the plain upper bound is too low. Hall, "On the removal of skewness by transformation", Journal of
 * the Royal Statistical Society B 54 (1992), 221–228; this is the inverse, with the skewness of the mean
 * itself.
 */
function unskewed(t: number, skewness: number): number {
  if (Math.abs(skewness) < 1e-6) return t;
  return (3 / skewness) * (Math.cbrt(1 + skewness * (t - skewness / 6)) - 1);
}

/**
 * The mean with Student's t bounds, corrected for skewness. Values of one user are correlated, so with
 * `users` the scatter is that of the users' sums (the ratio estimator of a cluster sample: Cochran, Sampling
 * Techniques, 1977, chapter 6).
 *
 * In simulations, a 95 % bound holds in 94–96 % of all cases with 60 or more latencies, and with 50 users.
 * With 10 users who differ a lot, the upper bound holds in 91–93 %: so few users say little about their
 * skewness.
 *
 * @param values at least one, in any order
 * @returns no bounds for one value or one user, nor for fewer than 59 values that are all equal
 */
export function meanInterval(
  values: ArrayLike<number>,
  { users, confidence = 0.95 }: MeanOptions = {},
): Interval & { mean: number } {
  const samples = values.length;
  let sum = 0;
  for (let index = 0; index < samples; index += 1) sum += values[index] as number;
  const mean = sum / samples;
  const apart = deviations(values, mean, users);
  const degreesOfFreedom = apart.length - 1;
  if (degreesOfFreedom < 1) return { mean };
  let squares = 0;
  let cubes = 0;
  for (const deviation of apart) {
    squares += deviation ** 2;
    cubes += deviation ** 3;
  }
  if (squares === 0) return samples < fewestAlike ? { mean } : { mean, lower: mean, upper: mean };
  const standardError = Math.sqrt((apart.length / degreesOfFreedom) * squares) / samples;
  const skewness = cubes / squares ** 1.5;
  const t = studentQuantile(confidence, degreesOfFreedom);
  return {
    mean,
    lower: mean - standardError * unskewed(t, skewness),
    upper: mean - standardError * unskewed(-t, skewness),
  };
}
