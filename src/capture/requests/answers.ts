/** Without cross-origin isolation the page's clock goes in steps of 0.1 ms, and each stamp is rounded by itself. */
export const CLOCK_STEP_MS = 0.1;

/** Whether there was an answer: a request that was aborted or failed has an entry too, without a status. */
export function wasAnswered({ name, responseStatus }: PerformanceResourceTiming): boolean {
  // Of another origin an opaque answer tells no status either.
  return responseStatus > 0 || new URL(name).origin !== location.origin;
}

/**
 * Tells of the first answer from an address that contains `address`, to a request that was sent at or after `sentFromMs`.
 * Entries reach the page shortly after the answer itself. Returns a function that stops it.
 */
export function watchAnswer(
  address: string,
  sentFromMs: number,
  tell: (responseEndMs: number) => void,
): () => void {
  const observer = new PerformanceObserver((list) => {
    const answer = (list.getEntries() as PerformanceResourceTiming[]).find(
      (entry) =>
        entry.name.includes(address) && entry.startTime >= sentFromMs - CLOCK_STEP_MS && wasAnswered(entry),
    );
    if (!answer) return;
    observer.disconnect();
    tell(answer.responseEnd);
  });
  // The document itself can be the answer.
  for (const type of ['resource', 'navigation']) observer.observe({ type, buffered: true });
  return () => observer.disconnect();
}
