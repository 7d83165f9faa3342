/** An estimate with its bounds; a bound that is not known is absent. */
export interface Estimate {
  value: number;
  lower?: number;
  upper?: number;
}

/** How far an estimate is from its bound; undefined when there is none. */
const gap = (value: number, bound: number | undefined) =>
  bound === undefined ? undefined : Math.abs(value - bound);

/** The two gaps square to one, since two independent estimates are hardly ever both at their worst. */
const together = (one: number | undefined, other: number | undefined) =>
  one === undefined || other === undefined ? undefined : Math.hypot(one, other);

/**
 * How much two independent estimates differ, out of the interval of each. Each bound holds with the confidence that the
 * bounds which went in have.
 *
 * MOVER, the method of variance estimates recovery: Zou and Donner, "Construction of confidence limits about effect
 * measures: a general approach", Statistics in Medicine 27 (2008), 1693–1702.
 *
 * @returns head − base; a bound is absent when one it rests on is
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

/** A bound of 0 or less has no logarithm, and says no more about a ratio than an absent one. */
function logarithm({ value, lower, upper }: Estimate): Estimate {
  if (value <= 0) throw new RangeError(`a ratio needs estimates above 0 (got ${value})`);
  return {
    value: Math.log(value),
    ...(lower !== undefined && lower > 0 && { lower: Math.log(lower) }),
    ...(upper !== undefined && { upper: Math.log(upper) }),
  };
}

/**
 * By what factor two independent estimates differ: the difference of their logarithms.
 *
 * @returns head ÷ base, both above 0; a bound is absent when one it rests on is
 */
export function ratioInterval(head: Estimate, base: Estimate): Estimate {
  const { value, lower, upper } = differenceInterval(logarithm(head), logarithm(base));
  return {
    value: Math.exp(value),
    ...(lower !== undefined && { lower: Math.exp(lower) }),
    ...(upper !== undefined && { upper: Math.exp(upper) }),
  };
}
