/** Keeps the processor busy for so many milliseconds, as an expensive computation would. */
export function busyWait(durationMs: number, now: () => number): void {
  const endMs = now() + durationMs;
  while (now() < endMs);
}
