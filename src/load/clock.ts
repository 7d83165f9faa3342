import type { ClockSample } from '../sample/sample.ts';

/**
 * One clock for the whole run: the runner's. A process takes its time of day once, when it starts, so a system clock that is set
 * between two starts leaves their clocks apart for good; and a page lives in a process of its own too.
 */

/** A question to another clock: sent and received by ours, answered by theirs; epoch milliseconds. */
export interface RoundTrip {
  sentAt: number;
  receivedAt: number;
  otherAt: number;
}

/** How far another clock is ahead of ours: somewhere between the two. */
export interface ClockDifference {
  minMs: number;
  maxMs: number;
}

/** The likeliest difference, and how far from it the truth can be. */
export type ClockReading = Pick<ClockSample, 'offsetMs' | 'boundMs'>;

/** How far this process's own clock is ahead of the runner's. */
let aheadMs = 0;

/** Epoch milliseconds with fractions, by the runner's clock. */
export function now(): number {
  return ownNow() - aheadMs;
}

/** Resolves at a moment given in epoch milliseconds; at once when it has passed. One timer, no polling. */
export function until(at: number): Promise<void> {
  const waitMs = at - now();
  return waitMs > 0 ? new Promise((resolve) => setTimeout(resolve, waitMs)) : Promise.resolve();
}

/**
 * Sets this process's clock by the runner's.
 *
 * @param askRunner what the runner's clock shows; asked so many `times`, of which the quickest tells most
 * @returns how far this process's own clock is ahead
 */
export async function setClock(askRunner: () => Promise<number>, times: number): Promise<ClockReading> {
  let runner: ClockDifference | undefined;
  for (let time = 0; time < times; time += 1) {
    const sentAt = ownNow();
    const otherAt = await askRunner();
    runner = narrow(runner, { sentAt, otherAt, receivedAt: ownNow() });
  }
  if (!runner) throw new RangeError('a clock cannot be set without asking');
  const { offsetMs, boundMs } = estimate(runner);
  aheadMs = 0 - offsetMs;
  return { offsetMs: aheadMs, boundMs };
}

/**
 * What one more round trip leaves of a difference. The other clock was read at some moment of the trip, so the difference
 * lies between the two extremes, as in Cristian's algorithm; several trips intersect. A trip that contradicts what is known
 * has met another clock, and begins anew.
 */
export function narrow(known: ClockDifference | undefined, trip: RoundTrip): ClockDifference {
  const seen = { minMs: trip.otherAt - trip.receivedAt, maxMs: trip.otherAt - trip.sentAt };
  if (!known) return seen;
  const both = { minMs: Math.max(known.minMs, seen.minMs), maxMs: Math.min(known.maxMs, seen.maxMs) };
  return both.minMs <= both.maxMs ? both : seen;
}

/**
 * Where no difference at all is possible, the two are taken for one clock: on one machine they are, and the middle of the
 * interval would only add the noise of the round trip.
 */
export function estimate({ minMs, maxMs }: ClockDifference): ClockReading {
  const offsetMs = minMs <= 0 && maxMs >= 0 ? 0 : (minMs + maxMs) / 2;
  return { offsetMs, boundMs: Math.max(maxMs - offsetMs, offsetMs - minMs) };
}

function ownNow(): number {
  return performance.timeOrigin + performance.now();
}
