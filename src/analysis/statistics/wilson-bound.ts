import { differenceInterval, type Estimate } from './difference-interval.ts';
import { normalQuantile } from './normal-quantile.ts';

/** A proportion: `hits` of `samples`. */
export interface Share {
  hits: number;
  /** At least 1. */
  samples: number;
}

/**
 * One-sided Wilson score bounds of a proportion, which stay sensible at 0 and with few samples.
 * https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
 *
 * @param hits number of hits among the samples
 * @param samples at least 1
 * @param confidence of each bound
 * @returns shares, 0–1
 */
export function wilsonBounds(
  hits: number,
  samples: number,
  confidence = 0.95,
): { lower: number; upper: number } {
  const z = normalQuantile(confidence);
  const share = hits / samples;
  const scale = 1 + z ** 2 / samples;
  const centre = (share + z ** 2 / (2 * samples)) / scale;
  const reach = (z / scale) * Math.sqrt((share * (1 - share)) / samples + z ** 2 / (4 * samples ** 2));
  // At 0 and 1 the bound is exact, which rounding would miss slightly.
  return { lower: hits === 0 ? 0 : centre - reach, upper: hits === samples ? 1 : centre + reach };
}

/**
 * The difference of two independent proportions, from the Wilson intervals of both. Newcombe, "Interval
 * estimation for the difference between independent proportions: comparison of eleven methods", Statistics in
 * Medicine 17 (1998), 873–890, method 10.
 *
 * @param confidence two-sided, such as 0.95, as in all comparisons
 * @returns head − base
 */
export function shareDifference(head: Share, base: Share, confidence: number): Estimate {
  const estimate = ({ hits, samples }: Share) => ({
    value: hits / samples,
    ...wilsonBounds(hits, samples, (1 + confidence) / 2),
  });
  return differenceInterval(estimate(head), estimate(base));
}
