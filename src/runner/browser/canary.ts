import type { Browser } from '@playwright/test';
import { pageBundle } from './page-script.ts';

/** A measurement with a known result, made during the run about once a second. */
export interface CanaryReading {
  /** Delay of the page beyond the known time; a few milliseconds for a frame if the machine is idle. */
  delayMs: number;
  /** Time since the previous reading. */
  intervalMs: number;
}

/** As small as possible: rendering time depends on the area. */
const VIEWPORT = { width: 64, height: 64 };

/**
 * Opens a page beside the users' pages that updates its content after a known time, once a second. It shares
 * the machine, the browser and its compositor with them, but does not use the target. If the page is lost,
 * only its readings are missing.
 */
export async function openCanary(browser: Browser, report: (reading: CanaryReading) => void): Promise<void> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  await page.exposeFunction('tellCanaryReading', report);
  await page.evaluate(pageBundle('canary-page'));
}
