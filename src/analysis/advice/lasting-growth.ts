import { median } from 'simple-statistics';

export interface Growth {
  /** Typical growth for each unit of x: the median of the slopes between all pairs. */
  slope: number;
  /** The same in the later half alone. */
  lateSlope: number;
}

/** Pairs grow with the square of the values; so many values tell enough. */
const mostPoints = 200;

/** One chance in a thousand, one-sided, by the normal distribution. */
const surely = 3.09;

/** What levels off grows late by less than this share of what it grows in all. */
const leastLateShare = 0.4;

/**
 * Whether values grow all along, surely and without levelling off. The slope is that of Theil and Sen, the test that of Mann and
 * Kendall: Sen, "Estimates of the regression coefficient based on Kendall's tau", Journal of the American Statistical
 * Association 63 (1968), 1379–1389.
 *
 * @param points in order of x
 * @returns undefined when it is not sure
 */
export function lastingGrowth(points: { x: number; y: number }[]): Growth | undefined {
  const every = Math.ceil(points.length / mostPoints);
  const kept = points.filter((_, index) => index % every === 0);
  if (kendallZ(kept) < surely) return undefined;
  const slope = theilSen(kept);
  const lateSlope = theilSen(kept.slice(Math.floor(kept.length / 2)));
  return slope > 0 && lateSlope >= leastLateShare * slope ? { slope, lateSlope } : undefined;
}

/** How many standard deviations the count of rising pairs is above that of falling ones; ties count as neither. */
function kendallZ(points: { y: number }[]): number {
  const n = points.length;
  let score = 0;
  for (const [index, { y }] of points.entries()) {
    for (let later = index + 1; later < n; later += 1) score += Math.sign((points[later]?.y ?? y) - y);
  }
  const variance = (n * (n - 1) * (2 * n + 5)) / 18;
  return variance === 0 ? 0 : (score - 1) / Math.sqrt(variance);
}

function theilSen(points: { x: number; y: number }[]): number {
  const slopes: number[] = [];
  for (const [index, from] of points.entries()) {
    for (const to of points.slice(index + 1)) {
      if (to.x > from.x) slopes.push((to.y - from.y) / (to.x - from.x));
    }
  }
  return slopes.length === 0 ? 0 : median(slopes);
}
