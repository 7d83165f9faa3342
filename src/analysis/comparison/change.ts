import type { ComparedMetric, Margin } from '../../sample/comparison.ts';
import type { Estimate } from '../statistics/difference-interval.ts';
import type { Interval } from '../statistics/quantile-interval.ts';

export type Outcome = ComparedMetric['outcome'];

/** `head − base` in the metric's own unit, with an interval at both confidence levels. */
export interface Change {
  value: number;
  own: Interval;
  all: Interval;
}

/** @param at gives the estimate, with its bounds at a confidence level */
export function changeAt(at: (level: number) => Estimate, levels: { own: number; all: number }): Change {
  const { value, ...own } = at(levels.own);
  const { value: _, ...all } = at(levels.all);
  return { value, own, all };
}

/**
 * The outcome of a change.
 *
 * A metric is called changed if two things are significant: that it changed at all, corrected for all metrics and looks of
 * the comparison (so that fewer than one comparison in twenty calls an unchanged metric changed), and that its change
 * exceeds the margin. It is called the same if its own interval lies within the margin; that needs no correction for the
 * number of metrics, since a pass requires every one of them to be the same: Berger, "Multiparameter hypothesis testing and
 * acceptance sampling", Technometrics 24 (1982), 295–300.
 */
export function outcomeOf({ own, all }: Change, margin: number): Outcome {
  const { lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY } = own;
  if (lower > margin && all.lower !== undefined && all.lower > 0) return 'slower';
  if (upper < -margin && all.upper !== undefined && all.upper < 0) return 'faster';
  return lower >= -margin && upper <= margin ? 'same' : 'unresolved';
}

/** The largest change of a time that is tolerated, in milliseconds. */
export const marginOf = ({ percent, floorMs }: Margin, baseMs: number) =>
  Math.max((percent / 100) * baseMs, floorMs);
