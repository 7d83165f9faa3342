import { quantileSorted } from 'simple-statistics';
import { formatCount } from '../../words/units.ts';
import { differenceInterval } from '../statistics/difference-interval.ts';
import { quantileInterval, samplesForUpperBound } from '../statistics/quantile-interval.ts';
import { type Change, changeAt } from './change.ts';
import type { Levels } from './settings.ts';

/** Values of one side, in any order. */
export interface SideValues {
  values: number[];
  /** The user behind each value, if the sides have different users. */
  users?: number[];
}

export interface QuantileChange extends Change {
  base: number;
  head: number;
}

export const tail = 0.95;

function sorted({ values, users }: SideValues): SideValues {
  if (users === undefined) return { values: values.toSorted((a, b) => a - b) };
  const order = values.map((_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number));
  return {
    values: order.map((index) => values[index] as number),
    users: order.map((index) => users[index] as number),
  };
}

/**
 * How much a quantile differs, from the order-statistic interval of each side.
 *
 * It does not use the pairing of pairs: what both sides share, queries and users, cancels out in the difference, so the
 * interval is too wide rather than too narrow, and `users` is not needed. A bootstrap of pairs would be narrower, but with
 * the 20 to 60 pairs of a comparison it cannot see past the largest observed value, and calls a tail changed more often
 * than its confidence level allows.
 *
 * @returns undefined if a side has no values
 */
export function quantileChange(
  baseValues: SideValues,
  headValues: SideValues,
  quantile: number,
  levels: Levels,
): QuantileChange | undefined {
  if (baseValues.values.length === 0 || headValues.values.length === 0) return undefined;
  const at = ({ values, users }: SideValues, level: number) => ({
    value: quantileSorted(values, quantile),
    ...quantileInterval(values, quantile, { users, confidence: (1 + level) / 2 }),
  });
  const base = sorted(baseValues);
  const head = sorted(headValues);
  return {
    ...changeAt((level) => differenceInterval(at(head, level), at(base, level)), levels),
    base: quantileSorted(base.values, quantile),
    head: quantileSorted(head.values, quantile),
  };
}

/** Why a quantile has no interval, as the end of a sentence. */
export function quantileMissing(quantile: number, { own }: Levels): string {
  const needed = formatCount(samplesForUpperBound(quantile, (1 + own) / 2));
  return `but a confidence interval needs at least ${needed} answers on each side`;
}
