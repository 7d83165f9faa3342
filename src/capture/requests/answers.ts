/** Without cross-origin isolation, the page's clock has 0.1 ms steps; each timestamp is rounded separately. */
export const CLOCK_STEP_MS = 0.1;

/** Whether there was a response: an aborted or failed request also has an entry, but without a status. */
export function wasAnswered({ name, responseStatus }: PerformanceResourceTiming): boolean {
  // An opaque cross-origin response has no status either.
  return responseStatus > 0 || new URL(name).origin !== location.origin;
}

/**
 * Calls `onResponse` for the first response from a URL that contains `address`, to a request sent at or after
 * `sentFromMs`. Entries reach the page shortly after the response itself. Returns a stop function.
 */
export function watchAnswer(
  address: string,
  sentFromMs: number,
  onResponse: (responseEndMs: number) => void,
): () => void {
  const observer = new PerformanceObserver((list) => {
    const answer = (list.getEntries() as PerformanceResourceTiming[]).find(
      (entry) =>
        entry.name.includes(address) && entry.startTime >= sentFromMs - CLOCK_STEP_MS && wasAnswered(entry),
    );
    if (!answer) return;
    observer.disconnect();
    onResponse(answer.responseEnd);
  });
  // The document itself can be the response.
  for (const type of ['resource', 'navigation']) observer.observe({ type, buffered: true });
  return () => observer.disconnect();
}
