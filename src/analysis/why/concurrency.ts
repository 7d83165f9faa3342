import type { StepSample } from '../../sample/sample.ts';

/**
 * How many of these steps are in progress at a given time: begun at or before it, and not yet finished. Steps without an
 * input or a known end are not counted.
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

/** How many of the sorted times are at or before `at`, by binary search. */
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
