/** What 95 % of a standard normal variable stays below. */
const z = 1.644854;

/**
 * One-sided 95 % bounds of a share by Wilson's score, which stays sensible at 0 and at few samples.
 * https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
 *
 * @param hits how many of the samples
 * @param samples at least 1
 * @returns shares, 0–1
 */
export function wilsonBounds(hits: number, samples: number): { lower: number; upper: number } {
  const share = hits / samples;
  const scale = 1 + z ** 2 / samples;
  const centre = (share + z ** 2 / (2 * samples)) / scale;
  const reach = (z / scale) * Math.sqrt((share * (1 - share)) / samples + z ** 2 / (4 * samples ** 2));
  // At the ends the bound is the end itself, which rounding misses by a hair.
  return { lower: hits === 0 ? 0 : centre - reach, upper: hits === samples ? 1 : centre + reach };
}
