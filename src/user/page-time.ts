import type { Page } from '@playwright/test';
import {
  type ClockDifference,
  type ClockReading,
  estimate,
  narrow,
  now,
  type RoundTrip,
} from '../load/clock.ts';

/** How often a page's clock is read before its user starts; every step then narrows the offset further. */
const CLOCK_QUESTIONS = 10;

/** The clock offset of a user's page. */
export interface PageTime {
  /** Adds a round trip. Returns whether it reached another clock: that of a new renderer process. */
  heard(trip: RoundTrip): boolean;
  /** Converts a timestamp of the page to the runner's clock. */
  onRunnersClock(stamp: number): number;
  /** `undefined` before the first round trip. */
  reading(): ClockReading | undefined;
}

export function openPageTime(): PageTime {
  let known: ClockDifference | undefined;
  return {
    heard(trip) {
      const before = known;
      known = narrow(before, trip);
      // For one and the same clock, the interval only ever shrinks.
      return before !== undefined && (known.minMs < before.minMs || known.maxMs > before.maxMs);
    },
    onRunnersClock: (stamp) => (known ? stamp - estimate(known).offsetMs : stamp),
    reading: () => known && estimate(known),
  };
}

/** Reads a page's clock several times. */
export async function askTheTime(page: Page, time: PageTime): Promise<void> {
  for (let question = 0; question < CLOCK_QUESTIONS; question += 1) {
    const sentAt = now();
    const otherAt = await page.evaluate(() => window.__footfall.now());
    time.heard({ sentAt, otherAt, receivedAt: now() });
  }
}
