import type { ClockSample } from '../sample/sample.ts';

/**
 * The whole run uses one clock: the runner's. A process reads the time of day once, when it starts. If the
 * system clock is set between two starts, the clocks of the two processes differ permanently. A page has a
 * process of its own too.
 */

/** A query to another clock: sent and received by our clock, answered by theirs; epoch milliseconds. */
export interface RoundTrip {
  sentAt: number;
  receivedAt: number;
  otherAt: number;
}

/** How far another clock is ahead of ours: somewhere between these bounds. */
export interface ClockDifference {
  minMs: number;
  maxMs: number;
}

/** The most likely difference, and its maximum error. */
export type ClockReading = Pick<ClockSample, 'offsetMs' | 'boundMs'>;

/** How far this process's own clock is ahead of the runner's. */
let aheadMs = 0;

/** Epoch milliseconds with fractions, by the runner's clock. */
export function now(): number {
  return ownNow() - aheadMs;
}

/** Resolves at a time given in epoch milliseconds, or at once if it has passed. One timer, no polling. */
export function until(at: number): Promise<void> {
  const waitMs = at - now();
  return waitMs > 0 ? new Promise((resolve) => setTimeout(resolve, waitMs)) : Promise.resolve();
}

/**
 * Sets this process's clock to the runner's.
 *
 * @param askRunner returns the time of the runner's clock
 * @param times how often to ask: the quickest answer is the most accurate
 * @returns how far this process's own clock is ahead
 */
export async function setClock(askRunner: () => Promise<number>, times: number): Promise<ClockReading> {
  let runner: ClockDifference | undefined;
  for (let time = 0; time < times; time += 1) {
    const sentAt = ownNow();
    const otherAt = await askRunner();
    runner = narrow(runner, { sentAt, otherAt, receivedAt: ownNow() });
  }
  if (!runner)
    throw new RangeError('a clock cannot be set without asking the runner: times must be at least 1');
  const { offsetMs, boundMs } = estimate(runner);
  aheadMs = 0 - offsetMs;
  return { offsetMs: aheadMs, boundMs };
}

/**
 * Narrows a difference by one more round trip. The other clock was read at some moment of the trip, so the
 * difference lies between the two extremes, as in Cristian's algorithm; the intervals of several trips are
 * intersected. A trip that contradicts the known interval has reached a different clock, so the interval
 * starts over.
 */
export function narrow(known: ClockDifference | undefined, trip: RoundTrip): ClockDifference {
  const seen = { minMs: trip.otherAt - trip.receivedAt, maxMs: trip.otherAt - trip.sentAt };
  if (!known) return seen;
  const both = { minMs: Math.max(known.minMs, seen.minMs), maxMs: Math.min(known.maxMs, seen.maxMs) };
  return both.minMs <= both.maxMs ? both : seen;
}

/**
 * If the interval contains 0, both are taken to be the same clock: on one machine they are, and the middle of
 * the interval would only add the noise of the round trip.
 */
export function estimate({ minMs, maxMs }: ClockDifference): ClockReading {
  const offsetMs = minMs <= 0 && maxMs >= 0 ? 0 : (minMs + maxMs) / 2;
  return { offsetMs, boundMs: Math.max(maxMs - offsetMs, offsetMs - minMs) };
}

function ownNow(): number {
  return performance.timeOrigin + performance.now();
}
