import type { Margin } from '../../sample/comparison.ts';

/** How two sides are compared. */
export interface ComparisonSettings {
  margin: Margin;
  /** How often it is looked whether all is resolved: fixed in advance, since every look is a chance for a false alarm. */
  looks: number;
  /** Which look this is, counted from 1. */
  look: number;
  /** Of each interval over all looks, such as 0.95, and of all that is called changed together. */
  confidence: number;
}

/** How sure the two intervals of a metric are at one look; two-sided, 0–1. */
export interface Levels {
  /** Of the metric by itself. */
  own: number;
  /** Of all metrics together. */
  all: number;
}

/**
 * Bonferroni's correction: the chance of error is divided among the looks, and evenly among the metrics. It holds however much
 * looks and metrics depend on each other. Looks get it in proportion to the square of their number, so that the last one, which
 * has all the pairs and after which nothing more comes, keeps most of it: with four looks 3, 13, 30 and 53 %. O'Brien and
 * Fleming, "A multiple testing procedure for clinical trials", Biometrics 35 (1979), 549–556, is the model.
 *
 * @param metrics how many are compared, judged and watched
 */
export function levelsOf({ confidence, looks, look }: ComparisonSettings, metrics: number): Levels {
  const squares = (looks * (looks + 1) * (2 * looks + 1)) / 6;
  const own = ((1 - confidence) * look ** 2) / squares;
  return { own: 1 - own, all: 1 - own / Math.max(1, metrics) };
}
