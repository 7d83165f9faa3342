import { z } from 'zod';
import { type ClockDifference, narrow, now } from '../load/clock.ts';
import type { ClockSample } from '../sample/sample.ts';

/** The quickest round trips tell most; more than these hardly ever narrowed it further. */
const ROUND_TRIPS = 15;

/** The run does not wait longer to learn how its clocks agree. */
const PATIENCE_MS = 1000;

/** A `Date` header gives whole seconds: its stamp may be that old when it is sent. */
const DATE_RESOLUTION_MS = 1000;

/** Epoch milliseconds; anything smaller counts something else. */
const Clock = z.object({ now: z.number().min(1e12) });

/**
 * How far the target's clock is ahead of the runner's, by what its health page tells as `now`, else by the `Date` of the
 * answer. Absent when it tells neither in time: nothing depends on it but the comparison of the run with the target's log.
 */
export async function compareServerClock(healthUrl: string): Promise<ClockSample | undefined> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  let difference: ClockDifference | undefined;
  for (let trip = 0; trip < ROUND_TRIPS; trip += 1) {
    const seen = await askClock(healthUrl, signal);
    if (!seen) break;
    difference = narrow(difference, seen);
  }
  if (!difference) return undefined;
  const { minMs, maxMs } = difference;
  return {
    type: 'clock',
    of: 'server',
    at: now(),
    offsetMs: (minMs + maxMs) / 2,
    boundMs: (maxMs - minMs) / 2,
  };
}

async function askClock(url: string, signal: AbortSignal) {
  const sentAt = now();
  try {
    // What a redirect leads to may be another server, with another clock.
    const answer = await fetch(url, { signal, redirect: 'manual', cache: 'no-store' });
    const body = await answer.text();
    const receivedAt = now();
    const told = Clock.safeParse(parsed(body));
    if (told.success) return { sentAt, receivedAt, otherAt: told.data.now };
    const date = Date.parse(answer.headers.get('date') ?? '');
    // An answer with an age was stamped when a cache took it in.
    if (Number.isNaN(date) || answer.headers.has('age')) return undefined;
    return { sentAt: sentAt - DATE_RESOLUTION_MS, receivedAt, otherAt: date };
  } catch {
    return undefined;
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
