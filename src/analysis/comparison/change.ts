import type { ComparedMetric, Margin } from '../../sample/comparison.ts';
import type { Estimate } from '../statistics/difference-interval.ts';
import type { Interval } from '../statistics/quantile-interval.ts';

export type Outcome = ComparedMetric['outcome'];

/** `head − base` in the metric's own unit, at both levels of certainty. */
export interface Change {
  value: number;
  own: Interval;
  all: Interval;
}

/** @param at the same estimate with the bounds of a level */
export function changeAt(at: (level: number) => Estimate, levels: { own: number; all: number }): Change {
  const { value, ...own } = at(levels.own);
  const { value: _, ...all } = at(levels.all);
  return { value, own, all };
}

/**
 * What a change comes to.
 *
 * To call something changed, two things must be sure: that it changed at all, for all metrics and looks of the comparison
 * together (so that of all the metrics that did not change, hardly one comparison in twenty calls any changed), and that
 * this metric's change is above the margin. To call it the same, its own interval must lie within the margin; that needs no
 * correction for the number of metrics, since a pass needs every one of them to be the same: Berger, "Multiparameter
 * hypothesis testing and acceptance sampling", Technometrics 24 (1982), 295–300.
 */
export function outcomeOf({ own, all }: Change, margin: number): Outcome {
  const { lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY } = own;
  if (lower > margin && all.lower !== undefined && all.lower > 0) return 'slower';
  if (upper < -margin && all.upper !== undefined && all.upper < 0) return 'faster';
  return lower >= -margin && upper <= margin ? 'same' : 'unresolved';
}

/** How much a time may change before it counts, in milliseconds. */
export const marginOf = ({ percent, floorMs }: Margin, baseMs: number) =>
  Math.max((percent / 100) * baseMs, floorMs);
