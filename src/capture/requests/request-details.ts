import type { RequestDetails } from '../step-spec.ts';

/** What a server says of itself must not fill the record. */
const MAX_DESCRIPTION_CHARACTERS = 100;

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
  const told = tellsOfThisRequest(entry, matchedBy) ? serverTiming(entry) : [];
  const found: RequestDetails = {
    url: entry.name,
    matchedBy,
    startMs: entry.startTime - inputMs,
    serverTimingMs: durationsOf(told),
  };
  const descriptions = descriptionsOf(told);
  if (descriptions) found.serverTimingDesc = descriptions;
  const via = answeredBy(entry);
  if (via) found.via = via;
  if (responseStatus > 0) found.status = responseStatus;
  if (redirectEnd > 0) found.redirectMs = redirectEnd - redirectStart;
  if (requestStart > 0) found.sentMs = requestStart - inputMs;
  if (responseStart > 0) found.responseStartMs = responseStart - inputMs;
  if (responseEnd > 0) found.responseEndMs = responseEnd - inputMs;
  if (responseStart > 0) found.transferBytes = entry.transferSize;
  // 0 also stands for what another origin keeps to itself; an answer without a body has no size to tell either.
  if (entry.encodedBodySize > 0) found.encodedBytes = entry.encodedBodySize;
  if (entry.decodedBodySize > 0) found.decodedBytes = entry.decodedBodySize;
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

/** All entries but the echo that the request is matched by. */
function serverTiming({ serverTiming: entries }: Timing): PerformanceServerTiming[] {
  return entries.filter(({ name }) => name !== 'traceparent');
}

/** A description without a duration is a fact and no tier; the browser gives it a duration of 0. */
function durationsOf(told: PerformanceServerTiming[]): Record<string, number> {
  const timed = told.filter(({ duration, description }) => duration > 0 || description === '');
  return Object.fromEntries(timed.map(({ name, duration }) => [name, duration]));
}

function descriptionsOf(told: PerformanceServerTiming[]): Record<string, string> | undefined {
  const described = told.filter(({ description }) => description !== '');
  if (described.length === 0) return undefined;
  return Object.fromEntries(
    described.map(({ name, description }) => [name, description.slice(0, MAX_DESCRIPTION_CHARACTERS)]),
  );
}
