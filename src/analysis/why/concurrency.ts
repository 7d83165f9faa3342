import type { StepSample } from '../../sample/sample.ts';

/**
 * How many of these steps are under way at a moment: begun at it or before, and not yet over. A step that had no input, or of
 * which it is not known when it was over, does not count.
 */
export function concurrencyOf(steps: StepSample[]): (at: number) => number {
  const begunAt: number[] = [];
  const overAt: number[] = [];
  for (const { inputAt, responseMs } of steps) {
    if (inputAt === undefined || responseMs === undefined) continue;
    begunAt.push(inputAt);
    overAt.push(inputAt + responseMs);
  }
  begunAt.sort((a, b) => a - b);
  overAt.sort((a, b) => a - b);
  return (at) => countUntil(begunAt, at) - countUntil(overAt, at);
}

/** How many of the sorted moments are at `at` or before, by halving. */
function countUntil(sorted: number[], at: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] as number) <= at) from = middle + 1;
    else to = middle;
  }
  return from;
}
