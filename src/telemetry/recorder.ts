import type { TelemetrySample } from '../sample/sample.ts';

/**
 * Something that is read once a second: what it knows of each source since its last reading. What it does not know it
 * leaves out. The first reading only marks where the first interval begins.
 */
export type Instrument = (intervalMs: number) => Iterable<[source: string, values: Record<string, number>]>;

const INTERVAL_MS = 1000;

/**
 * Reads the instruments once a second and hands one line for each source to `append`, whichever instruments knew of it.
 * Returns a stop.
 */
export function recordTelemetry(
  append: (sample: TelemetrySample) => void,
  instruments: Instrument[],
): () => void {
  let readAt = performance.now();
  for (const read of instruments) read(0);
  const timer = setInterval(() => {
    const at = performance.now();
    const intervalMs = at - readAt;
    readAt = at;
    const bySource = new Map<string, Record<string, number>>();
    for (const read of instruments) {
      for (const [source, values] of read(intervalMs)) {
        bySource.set(source, { ...bySource.get(source), ...values });
      }
    }
    for (const [source, values] of bySource) {
      append({ type: 'telemetry', at: performance.timeOrigin + at, intervalMs, source, values });
    }
  }, INTERVAL_MS);
  return () => clearInterval(timer);
}
