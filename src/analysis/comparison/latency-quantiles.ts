import { quantileSorted } from 'simple-statistics';

const most = 200;

/** All values in ascending order, or 200 evenly spaced quantiles if there are more: a chart shows no more detail. */
export function latencyQuantiles(values: number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length <= most) return sorted;
  return Array.from({ length: most }, (_, index) => quantileSorted(sorted, index / (most - 1)));
}
