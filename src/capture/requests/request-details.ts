import type { RequestDetails } from '../step-spec.ts';

/** Server descriptions must not fill the record. */
const MAX_DESCRIPTION_CHARACTERS = 100;

/** Fields of a resource's timing that lib.dom does not know yet. */
interface Timing extends PerformanceResourceTiming {
  /** Also `cache` for a revalidated response, and for one that a service worker fetched. */
  deliveryType?: string;
}

/** What the browser reports about a request, relative to the input. Unreported values (0 there) are absent. */
export function requestDetails(
  entry: Timing,
  matchedBy: RequestDetails['matchedBy'],
  inputMs: number,
): RequestDetails {
  const { redirectStart, redirectEnd, requestStart, responseStart, responseEnd, responseStatus } = entry;
  const connectMs = entry.connectEnd - (entry.domainLookupStart || entry.connectStart);
  const timings = hasOwnTiming(entry, matchedBy) ? serverTiming(entry) : [];
  const found: RequestDetails = {
    url: entry.name,
    matchedBy,
    startMs: entry.startTime - inputMs,
    serverTimingMs: durationsOf(timings),
  };
  const descriptions = descriptionsOf(timings);
  if (descriptions) found.serverTimingDesc = descriptions;
  const via = answeredBy(entry);
  if (via) found.via = via;
  if (responseStatus > 0) found.status = responseStatus;
  if (redirectEnd > 0) found.redirectMs = redirectEnd - redirectStart;
  if (connectMs > 0) found.connectMs = connectMs;
  if (requestStart > 0) found.sentMs = requestStart - inputMs;
  if (responseStart > 0) found.responseStartMs = responseStart - inputMs;
  if (responseEnd > 0) found.responseEndMs = responseEnd - inputMs;
  if (responseStart > 0) found.transferBytes = entry.transferSize;
  // 0 can also mean that another origin hides the size; a response without a body has no size either.
  if (entry.encodedBodySize > 0) found.encodedBytes = entry.encodedBodySize;
  if (entry.decodedBodySize > 0) found.decodedBytes = entry.decodedBodySize;
  return found;
}

/** What answered, if not the network: a network response has a size, at least that of its headers. */
function answeredBy({ responseStart, transferSize, workerStart }: Timing): RequestDetails['via'] {
  if (responseStart === 0 || transferSize > 0) return undefined;
  return workerStart > 0 ? 'service worker' : 'cache';
}

/** A cached response has the `Server-Timing` of the request that it was originally made for. */
function hasOwnTiming(entry: Timing, matchedBy: RequestDetails['matchedBy']): boolean {
  const stored = answeredBy(entry) !== undefined || entry.deliveryType === 'cache';
  return !stored || matchedBy === 'traceparent';
}

/** All entries except the echo that the request is matched by. */
function serverTiming({ serverTiming: entries }: Timing): PerformanceServerTiming[] {
  return entries.filter(({ name }) => name !== 'traceparent');
}

/**
 * An entry with a description but no duration is a fact, not a tier; the browser gives it a duration of 0.
 */
function durationsOf(timings: PerformanceServerTiming[]): Record<string, number> {
  const timed = timings.filter(({ duration, description }) => duration > 0 || description === '');
  return Object.fromEntries(timed.map(({ name, duration }) => [name, duration]));
}

function descriptionsOf(timings: PerformanceServerTiming[]): Record<string, string> | undefined {
  const described = timings.filter(({ description }) => description !== '');
  if (described.length === 0) return undefined;
  return Object.fromEntries(
    described.map(({ name, description }) => [name, description.slice(0, MAX_DESCRIPTION_CHARACTERS)]),
  );
}
