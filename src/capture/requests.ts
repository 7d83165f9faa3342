import { bufferEntries } from './entries.ts';
import type { RequestDetails } from './step-spec.ts';

/**
 * Finds the request behind a step. While a step is armed, same-origin `fetch` and `XMLHttpRequest` carry a W3C
 * `traceparent` of the step's trace id and an id of their own; a server that names it in `Server-Timing`
 * (`traceparent;desc="…"`) makes the match exact, otherwise the time of sending decides.
 */
export function watchRequests() {
  const resources = bufferEntries<PerformanceResourceTiming>('resource');
  let traceId: string | undefined;
  let sent: { url: string; atMs: number; spanId: string }[] = [];
  let spans = 0;

  function traceparentFor(url: URL): string | undefined {
    if (traceId === undefined || url.origin !== location.origin) return undefined;
    spans += 1;
    const spanId = spans.toString(16).padStart(16, '0');
    sent.push({ url: url.href, atMs: performance.now(), spanId });
    return `00-${traceId}-${spanId}-01`;
  }

  const { fetch } = window;
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    const traceparent = traceparentFor(new URL(request.url));
    if (traceparent && !request.headers.has('traceparent')) request.headers.set('traceparent', traceparent);
    return fetch.call(window, request);
  };

  const addresses = new WeakMap<XMLHttpRequest, URL>();
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...parameters: unknown[]) {
    addresses.set(this, new URL(String(parameters[1]), location.href));
    return Reflect.apply(open, this, parameters);
  };
  XMLHttpRequest.prototype.send = function (body) {
    const url = addresses.get(this);
    const traceparent = url && traceparentFor(url);
    if (traceparent) this.setRequestHeader('traceparent', traceparent);
    return send.call(this, body);
  };

  function details(
    entry: PerformanceResourceTiming,
    matchedBy: RequestDetails['matchedBy'],
    inputMs: number,
  ): RequestDetails {
    const found: RequestDetails = {
      url: entry.name,
      matchedBy,
      startMs: entry.startTime - inputMs,
      serverTimingMs: Object.fromEntries(
        entry.serverTiming
          .filter(({ name }) => name !== 'traceparent')
          .map(({ name, duration }) => [name, duration]),
      ),
    };
    if (entry.responseStatus > 0) found.status = entry.responseStatus;
    // Cross-origin answers without Timing-Allow-Origin report 0: unknown, not instant.
    if (entry.responseStart > 0) found.responseStartMs = entry.responseStart - inputMs;
    if (entry.responseEnd > 0) found.responseEndMs = entry.responseEnd - inputMs;
    if (entry.responseStart > 0) found.transferBytes = entry.transferSize;
    return found;
  }

  return {
    /** Begins a new step: forgets what was sent before, and marks what is sent from now on. */
    begin(id: string) {
      traceId = id;
      sent = [];
      resources.clear();
    },
    /** Stops marking requests. */
    end() {
      traceId = undefined;
    },
    /** The last request of the step that was answered before it settled. */
    behind(inputMs: number, settledMs: number, loaded: boolean): RequestDetails | undefined {
      const answered = resources.all().filter(({ responseEnd }) => responseEnd <= settledMs);
      for (const { url, atMs, spanId } of sent.toReversed()) {
        const echoed = answered.find(({ serverTiming }) =>
          serverTiming.some(
            ({ name, description }) => name === 'traceparent' && description.includes(spanId),
          ),
        );
        if (echoed) return details(echoed, 'traceparent', inputMs);
        const byTime = answered.findLast(({ name, startTime }) => name === url && startTime >= atMs - 1);
        if (byTime) return details(byTime, 'time', inputMs);
      }
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      return loaded && navigation ? details(navigation, 'navigation', inputMs) : undefined;
    },
  };
}
