import { median } from 'simple-statistics';

export interface Growth {
  /** Typical growth per unit of x: the median of the slopes between all pairs. */
  slope: number;
  /** The same for the later half only. */
  lateSlope: number;
}

/** The number of pairs grows with the square of the number of points; this many points are enough. */
const mostPoints = 200;

/** A one-sided p-value of 0.001, by the normal distribution. */
const leastZ = 3.09;

/** Values level off if their growth in the later half is less than this share of the overall growth. */
const leastLateShare = 0.4;

/**
 * Whether values grow steadily: significantly and without levelling off. The slope is the Theil–Sen estimator, the test is the
 * Mann–Kendall test: Sen, "Estimates of the regression coefficient based on Kendall's tau", Journal of the American
 * Statistical Association 63 (1968), 1379–1389.
 *
 * @param points in order of x
 * @returns undefined if the growth is not significant or not lasting
 */
export function lastingGrowth(points: { x: number; y: number }[]): Growth | undefined {
  const every = Math.ceil(points.length / mostPoints);
  const kept = points.filter((_, index) => index % every === 0);
  if (kendallZ(kept) < leastZ) return undefined;
  const slope = theilSen(kept);
  const lateSlope = theilSen(kept.slice(Math.floor(kept.length / 2)));
  return slope > 0 && lateSlope >= leastLateShare * slope ? { slope, lateSlope } : undefined;
}

/** By how many standard deviations rising pairs outnumber falling ones; ties count as neither. */
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
