import type { Margin } from '../../sample/comparison.ts';

/** How two sides are compared. */
export interface ComparisonSettings {
  margin: Margin;
  /** How many times the results are checked: fixed in advance, since every look is a chance of a false alarm. */
  looks: number;
  /** Which look this is, counted from 1. */
  look: number;
  /** Confidence of each interval over all looks, such as 0.95, and of all reported changes together. */
  confidence: number;
}

/** Confidence levels of a metric's two intervals at one look; two-sided, 0–1. */
export interface Levels {
  /** For the metric by itself. */
  own: number;
  /** For all metrics together. */
  all: number;
}

/**
 * Bonferroni correction: the error probability is divided among the looks, and evenly among the metrics. It holds however
 * strongly looks and metrics depend on each other. Each look gets a share proportional to the square of its number, so that
 * the last look, which has all the pairs and is final, keeps most of it: with four looks 3, 13, 30 and 53 %. Modelled on
 * O'Brien and Fleming, "A multiple testing procedure for clinical trials", Biometrics 35 (1979), 549–556.
 *
 * @param metrics number of compared metrics, judged and watched
 */
export function levelsOf({ confidence, looks, look }: ComparisonSettings, metrics: number): Levels {
  const squares = (looks * (looks + 1) * (2 * looks + 1)) / 6;
  const own = ((1 - confidence) * look ** 2) / squares;
  return { own: 1 - own, all: 1 - own / Math.max(1, metrics) };
}
