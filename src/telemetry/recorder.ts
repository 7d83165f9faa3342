import type { TelemetrySample } from '../sample/sample.ts';

/**
 * Something that is read at intervals: what it knows of each source since its last reading. What it does not know it
 * leaves out. The first reading only marks where the first interval begins.
 */
export type Instrument = (intervalMs: number) => Iterable<[source: string, values: Record<string, number>]>;

/** Reads an instrument at its interval, hands a line for each source that it knew of to `append`, and returns a stop. */
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
