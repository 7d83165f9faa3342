import type { TelemetrySample } from '../sample/sample.ts';

/**
 * Something that is read at intervals: returns the values of each source since the last reading, without
 * those that are unknown. The first reading only marks the start of the first interval.
 */
export type Instrument = (intervalMs: number) => Iterable<[source: string, values: Record<string, number>]>;

/**
 * Reads an instrument at intervals and passes a line for each source to `append`. Returns a stop function.
 */
export function recordTelemetry(
  append: (sample: TelemetrySample) => void,
  read: Instrument,
  everyMs: number,
): () => void {
  let readAt = performance.now();
  read(0);
  const timer = setInterval(() => {
    const at = performance.now();
    const intervalMs = at - readAt;
    readAt = at;
    for (const [source, values] of read(intervalMs)) {
      append({ type: 'telemetry', at: performance.timeOrigin + at, intervalMs, source, values });
    }
  }, everyMs);
  return () => clearInterval(timer);
}
