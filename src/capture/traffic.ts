import { CLOCK_STEP_MS } from './answers.ts';
import type { StepDetails } from './step-spec.ts';

/**
 * What the page asked for between the input and the settled end, this document's own load included. A request that was still
 * under way when the page was asked has no entry yet.
 *
 * @param resources entries since the step before
 */
export function trafficBetween(
  resources: PerformanceResourceTiming[],
  inputMs: number,
  settledMs: number,
): NonNullable<StepDetails['traffic']> {
  const navigation = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const begun = [...navigation, ...resources].filter(
    ({ startTime }) => startTime >= inputMs - CLOCK_STEP_MS && startTime <= settledMs,
  );
  const traffic: NonNullable<StepDetails['traffic']> = { requests: begun.length };
  if (begun.every(tellsItsSize))
    traffic.transferBytes = begun.reduce((sum, { transferSize }) => sum + transferSize, 0);
  return traffic;
}

/** An answer of another origin can keep its size to itself; so does a request that was never answered. */
function tellsItsSize({ responseStart }: PerformanceResourceTiming): boolean {
  return responseStart > 0;
}
