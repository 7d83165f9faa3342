import type { Page } from '@playwright/test';
import {
  type ClockDifference,
  type ClockReading,
  estimate,
  narrow,
  now,
  type RoundTrip,
} from '../load/clock.ts';

/** How often a page is asked the time before its user starts; every step then narrows what is known. */
const CLOCK_QUESTIONS = 10;

/** What is known of the clock in a user's page. */
export interface PageTime {
  /** Learns from one more round trip. Returns whether another clock answered than before: that of a new renderer process. */
  heard(trip: RoundTrip): boolean;
  /** A stamp of the page as the runner's clock would have shown it. */
  onRunnersClock(stamp: number): number;
  /** Absent before anything was heard. */
  reading(): ClockReading | undefined;
}

export function openPageTime(): PageTime {
  let known: ClockDifference | undefined;
  return {
    heard(trip) {
      const before = known;
      known = narrow(before, trip);
      // What is known of one clock only ever shrinks.
      return before !== undefined && (known.minMs < before.minMs || known.maxMs > before.maxMs);
    },
    onRunnersClock: (stamp) => (known ? stamp - estimate(known).offsetMs : stamp),
    reading: () => known && estimate(known),
  };
}

/** Asks a page what time it is, several times. */
export async function askTheTime(page: Page, time: PageTime): Promise<void> {
  for (let question = 0; question < CLOCK_QUESTIONS; question += 1) {
    const sentAt = now();
    const otherAt = await page.evaluate(() => performance.timeOrigin + performance.now());
    time.heard({ sentAt, otherAt, receivedAt: now() });
  }
}
