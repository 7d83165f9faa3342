import type { RequestDetails } from './step-spec.ts';

/** Fields of a resource's timing that lib.dom does not know yet. */
interface Timing extends PerformanceResourceTiming {
  /** `cache` also for an answer that the server confirmed, and for what a service worker fetched. */
  deliveryType?: string;
}

/** What the browser tells of a request, counted from the input. What it does not tell is 0 there and absent here. */
export function requestDetails(
  entry: Timing,
  matchedBy: RequestDetails['matchedBy'],
  inputMs: number,
): RequestDetails {
  const { redirectStart, redirectEnd, requestStart, responseStart, responseEnd, responseStatus } = entry;
  const found: RequestDetails = {
    url: entry.name,
    matchedBy,
    startMs: entry.startTime - inputMs,
    serverTimingMs: tellsOfThisRequest(entry, matchedBy) ? serverTiming(entry) : {},
  };
  const via = answeredBy(entry);
  if (via) found.via = via;
  if (responseStatus > 0) found.status = responseStatus;
  if (redirectEnd > 0) found.redirectMs = redirectEnd - redirectStart;
  if (requestStart > 0) found.sentMs = requestStart - inputMs;
  if (responseStart > 0) found.responseStartMs = responseStart - inputMs;
  if (responseEnd > 0) found.responseEndMs = responseEnd - inputMs;
  if (responseStart > 0) found.transferBytes = entry.transferSize;
  return found;
}

/** Who answered, when it was not the network: what came over the network has a size, its headers at the least. */
function answeredBy({ responseStart, transferSize, workerStart }: Timing): RequestDetails['via'] {
  if (responseStart === 0 || transferSize > 0) return undefined;
  return workerStart > 0 ? 'service worker' : 'cache';
}

/** A stored answer comes with the `Server-Timing` of the request that it was made for. */
function tellsOfThisRequest(entry: Timing, matchedBy: RequestDetails['matchedBy']): boolean {
  const stored = answeredBy(entry) !== undefined || entry.deliveryType === 'cache';
  return !stored || matchedBy === 'traceparent';
}

function serverTiming(entry: Timing): Record<string, number> {
  return Object.fromEntries(
    entry.serverTiming
      .filter(({ name }) => name !== 'traceparent')
      .map(({ name, duration }) => [name, duration]),
  );
}
