import { quantileSorted } from 'simple-statistics';

const most = 200;

/** Sorted upwards, all of them, or evenly spread quantiles where there are more than 200: a drawing shows no more. */
export function latencyQuantiles(values: number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length <= most) return sorted;
  return Array.from({ length: most }, (_, index) => quantileSorted(sorted, index / (most - 1)));
}
