import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import type { Estimate } from './difference-interval.ts';

/** What is cut off at each end: the usual fifth. */
const usualTrim = 0.2;

/** Below it, a fifth off each end leaves too little to tell the scatter. */
const fewestValues = 6;

export interface TrimmedMean {
  /** In the values' own unit, like `standardError`. */
  value: number;
  standardError: number;
  degreesOfFreedom: number;
  /** Which of the values were averaged, as their positions, from the lowest value up. */
  kept: number[];
}

/**
 * The mean of the values between the lowest and the highest fifth, which a few outliers cannot move, and its standard error
 * out of the winsorised scatter: each value that was cut off counts as the nearest one kept.
 *
 * Tukey and McLaughlin, "Less vulnerable confidence and significance procedures for location based on a single sample",
 * Sankhyā A 25 (1963), 331–352; Yuen, "The two-sample trimmed t for unequal population variances", Biometrika 61 (1974),
 * 165–170: squared deviations ÷ (h (h − 1)), h − 1 degrees of freedom, where h values are kept.
 *
 * @param values in any order
 * @param options.trim share cut off at each end, below 0.5; 0.2 unless told
 * @returns undefined below 6 values
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
 * The trimmed mean with Student's interval. By trial one of 95 % holds in 94–95.5 % of all cases with 10, 20 and 50 values, normal
 * or differences of latencies, which are long-tailed to both sides; with 10 values that are very skew, in 92 %.
 *
 * @param confidence two-sided, such as 0.95
 * @returns undefined below 6 values
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
