/** A value over a period. Timestamps in milliseconds since the epoch. */
interface Reading {
  from: number;
  to: number;
  value: number;
}

/** Readings of one value in chronological order. */
export type Series = readonly Reading[];

/** Index of the first reading that ends after a moment, by bisection. */
function firstEndingAfter(series: Series, at: number): number {
  let low = 0;
  let high = series.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((series[middle] as Reading).to > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The value at a moment; `undefined` if there was no reading. */
export function readingAt(series: Series, at: number): number | undefined {
  const reading = series[firstEndingAfter(series, at)];
  return reading !== undefined && reading.from <= at ? reading.value : undefined;
}

/**
 * Mean of the value between two moments, with each reading weighted by its overlap. Time without a reading
 * does not count; `undefined` if no reading covers any of it.
 */
export function meanOver(series: Series, from: number, to: number): number | undefined {
  if (to <= from) return readingAt(series, from);
  let weighted = 0;
  let weightMs = 0;
  for (let index = firstEndingAfter(series, from); index < series.length; index += 1) {
    const reading = series[index] as Reading;
    if (reading.from >= to) break;
    const insideMs = Math.min(reading.to, to) - Math.max(reading.from, from);
    weighted += reading.value * insideMs;
    weightMs += insideMs;
  }
  return weightMs > 0 ? weighted / weightMs : undefined;
}

/** Highest value of the readings whose midpoint is between two moments, excluding the second. */
export function peakOf(series: Series, from: number, to: number): number | undefined {
  let peak: number | undefined;
  for (const reading of series) {
    const middle = (reading.from + reading.to) / 2;
    if (middle >= from && middle < to && (peak === undefined || reading.value > peak)) peak = reading.value;
  }
  return peak;
}
