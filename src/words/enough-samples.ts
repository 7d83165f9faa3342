/** How many samples a wording needs: nothing may sound finer than what was measured. */

/**
 * The minimum to call something typical. The true median lies between the fastest and the slowest of six samples with
 * a probability of 1 − 2 · 0.5⁶ = 97 %; of five, with only 94 %.
 */
const samplesForTypical = 6;

/** Whether a single figure may be called typical. */
export const bearsTypical = (samples: number): boolean => samples >= samplesForTypical;

/**
 * Whether so many samples distinguish a percentile from the slowest one: a p95 needs 20, since 1 in 20 can only be seen
 * among 20.
 *
 * @param percent of the samples that are at most as slow, as in p95
 */
export const bearsPercentile = (samples: number, percent: number): boolean =>
  samples * (100 - percent) >= 100;
