import { axisTicks, percentOf } from '../html/charts/scale.ts';

/** An axis that extends to both sides of 0. */
export interface TwoSidedAxis {
  ticks: number[];
  /** Position of a value in percent of the axis, clamped to it. */
  at(value: number): number;
  /** Whether a value lies outside. */
  isBeyond(value: number): boolean;
}

/** Round ticks from at most `least` (below 0) to at least `most` (above 0). */
export function twoSidedAxis(least: number, most: number): TwoSidedAxis {
  const [, step = 1] = axisTicks(Math.max(most, -least), 3);
  const first = Math.floor(Math.min(least, 0) / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.max(most, 0) / step - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  const [from, to] = [first * step, last * step];
  return {
    ticks,
    at: (value) => percentOf(value - from, to - from),
    isBeyond: (value) => value < from || value > to,
  };
}
