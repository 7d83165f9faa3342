import type { StepDetails } from '../step-spec.ts';

/** A field that lib.dom does not know yet: https://w3c.github.io/resource-timing/#dom-performanceresourcetiming-renderblockingstatus */
interface Timing extends PerformanceResourceTiming {
  renderBlockingStatus?: 'blocking' | 'non-blocking';
}

/** The resource that blocked rendering of this document for longest, from request to last byte. */
export function longestBlocking(resources: Timing[], settledMs: number): StepDetails['blocking'] {
  const longest = resources
    .filter(
      ({ renderBlockingStatus, startTime, duration }) =>
        renderBlockingStatus === 'blocking' && startTime <= settledMs && duration > 0,
    )
    .reduce<Timing | undefined>(
      (found, resource) => (found && found.duration >= resource.duration ? found : resource),
      undefined,
    );
  return longest && { url: longest.name, durationMs: longest.duration };
}
