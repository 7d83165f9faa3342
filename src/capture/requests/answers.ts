/** Without cross-origin isolation, the page's clock has 0.1 ms steps; each timestamp is rounded separately. */
export const CLOCK_STEP_MS = 0.1;

/** Whether there was a response: an aborted or failed request also has an entry, but without a status. */
export function wasAnswered({ name, responseStatus }: PerformanceResourceTiming): boolean {
  // An opaque cross-origin response has no status either.
  return responseStatus > 0 || new URL(name).origin !== location.origin;
}

/** A `fetch` or `XMLHttpRequest` of the page. */
export interface SentRequest {
  /** In the order of sending. */
  id: number;
  url: string;
  method: string;
  /** Only text that the page passed as such. */
  body?: string;
  /** `performance.now()` just before it was handed to the browser. */
  atMs: number;
  /** Trace and span id as in its `traceparent`; absent if Footfall did not set one. */
  span?: string;
  /** It outlives the page: a report of the page's, which nobody waits for. */
  isReport?: boolean;
  /** Answered, failed or aborted. */
  isOver?: boolean;
  /** The connection was refused or lost; the page did not give it up by itself. */
  isLost?: boolean;
}

/** What the browser reports of a request that is over, by the clock of the document that sent it. */
export interface Answer {
  entry: PerformanceResourceTiming;
  /** How much later than the page's that clock begins. */
  aheadMs: number;
}
