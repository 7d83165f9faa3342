/** An estimate with its bounds; an unknown bound is absent. */
export interface Estimate {
  value: number;
  lower?: number;
  upper?: number;
}

/** Distance from an estimate to its bound; `undefined` if there is no bound. */
const gap = (value: number, bound: number | undefined) =>
  bound === undefined ? undefined : Math.abs(value - bound);

/**
 * Root of the sum of squares of both distances, since two independent estimates are rarely both at their
 * worst.
 */
const together = (one: number | undefined, other: number | undefined) =>
  one === undefined || other === undefined ? undefined : Math.hypot(one, other);

/**
 * The difference of two independent estimates, derived from the interval of each. Each bound has the
 * confidence of the bounds it is computed from.
 *
 * MOVER, the method of variance estimates recovery: Zou and Donner, "Construction of confidence limits about
 * effect measures: a general approach", Statistics in Medicine 27 (2008), 1693–1702.
 *
 * @returns head − base; a bound is absent if one it depends on is
 */
export function differenceInterval(head: Estimate, base: Estimate): Estimate {
  const value = head.value - base.value;
  const down = together(gap(head.value, head.lower), gap(base.value, base.upper));
  const up = together(gap(head.value, head.upper), gap(base.value, base.lower));
  return {
    value,
    ...(down !== undefined && { lower: value - down }),
    ...(up !== undefined && { upper: value + up }),
  };
}

/**
 * A bound of 0 or less has no logarithm. It is left out, since it says no more about a ratio than an absent
 * bound.
 */
function logarithm({ value, lower, upper }: Estimate): Estimate {
  if (value <= 0) throw new RangeError(`a ratio needs estimates above 0 (got ${value})`);
  return {
    value: Math.log(value),
    ...(lower !== undefined && lower > 0 && { lower: Math.log(lower) }),
    ...(upper !== undefined && { upper: Math.log(upper) }),
  };
}

/**
 * The ratio of two independent estimates: the difference of their logarithms.
 *
 * @returns head ÷ base, both above 0; a bound is absent if one it depends on is
 */
export function ratioInterval(head: Estimate, base: Estimate): Estimate {
  const { value, lower, upper } = differenceInterval(logarithm(head), logarithm(base));
  return {
    value: Math.exp(value),
    ...(lower !== undefined && { lower: Math.exp(lower) }),
    ...(upper !== undefined && { upper: Math.exp(upper) }),
  };
}
