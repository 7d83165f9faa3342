import { z } from 'zod';
import { type ClockDifference, narrow, now } from '../load/clock.ts';
import type { ClockSample } from '../sample/sample.ts';
import { askable } from '../telemetry/address-credentials.ts';
import { within } from '../telemetry/within.ts';

/** The quickest round trips are the most accurate; more than these rarely narrowed the offset further. */
const ROUND_TRIPS = 15;

/** Time limit for the whole comparison, so that it does not delay the run. */
const PATIENCE_MS = 1000;

/** A `Date` header has whole seconds: its timestamp can be up to this old when it is sent. */
const DATE_RESOLUTION_MS = 1000;

/** Epoch milliseconds; a smaller number is something else. */
const Clock = z.object({ now: z.number().min(1e12) });

/**
 * How far the target's clock is ahead of the runner's, from `now` on its health page, or else from the `Date`
 * header of the response. `undefined` if neither arrives in time: it is only used to compare the run with the
 * target's log.
 */
export async function compareServerClock(healthUrl: string): Promise<ClockSample | undefined> {
  const endsAt = performance.now() + PATIENCE_MS;
  let difference: ClockDifference | undefined;
  for (let trip = 0; trip < ROUND_TRIPS; trip += 1) {
    const leftMs = endsAt - performance.now();
    if (leftMs <= 0) break;
    const seen = await within(leftMs, (signal) => askClock(healthUrl, signal)).catch(() => undefined);
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
  const { url: address, headers } = askable(url);
  const sentAt = now();
  try {
    // A redirect may lead to another server with another clock.
    const response = await fetch(address, { signal, headers, redirect: 'manual', cache: 'no-store' });
    const body = await response.text();
    const receivedAt = now();
    const clock = Clock.safeParse(parsed(body));
    if (clock.success) return { sentAt, receivedAt, otherAt: clock.data.now };
    const date = Date.parse(response.headers.get('date') ?? '');
    // A response with an `Age` header comes from a cache, so its `Date` is older.
    if (Number.isNaN(date) || response.headers.has('age')) return undefined;
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
