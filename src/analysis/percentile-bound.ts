import { binomialDistribution } from 'simple-statistics';

/** How sure a bound is: it is on the right side of the true percentile in 95 of 100 runs. One-sided. */
const confidence = 0.95;

export interface BoundRanks {
  /** 1-based rank of the order statistic that is at most the true percentile. */
  lower?: number;
  /** 1-based rank of the order statistic that is at least the true percentile. */
  upper?: number;
}

/**
 * One-sided bounds of a percentile by order statistics: no distribution is assumed.
 *
 * The number of samples above the p-quantile is binomial, E ~ B(n, 1 − p). Of n sorted samples, the one with j samples
 * above it lies above the quantile exactly when E > j. The upper bound is therefore the lowest sample with P(E ≤ j) ≤ 5 %,
 * the lower bound the highest with P(E ≤ j) ≥ 95 %.
 * Hahn and Meeker, Statistical Intervals, chapter 5; https://en.wikipedia.org/wiki/Order_statistic#Small_sample_sizes
 *
 * @param samples how many samples there are
 * @param quantile 0–1, such as 0.95
 */
export function boundRanks(samples: number, quantile: number): BoundRanks {
  const ranks: BoundRanks = {};
  if (samples === 0) return ranks;
  let cumulative = 0;
  for (const [above, probability] of (binomialDistribution(samples, 1 - quantile) ?? []).entries()) {
    cumulative += probability;
    if (cumulative <= 1 - confidence) ranks.upper = samples - above;
    if (cumulative >= confidence) {
      if (above < samples) ranks.lower = samples - above;
      break;
    }
  }
  return ranks;
}

/** The fewest samples that bear an upper bound: 1 − pⁿ ≥ 95 %. p75 11, p95 59, p99 299. */
export function samplesForUpperBound(quantile: number): number {
  return Math.ceil(Math.log(1 - confidence) / Math.log(quantile));
}
