/** Keeps the CPU busy for the given time in milliseconds, like an expensive computation. */
export function busyWait(durationMs: number, now: () => number): void {
  const endMs = now() + durationMs;
  while (now() < endMs);
}
