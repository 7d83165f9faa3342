import type { Browser } from '@playwright/test';
import { pageBundle } from './page-script.ts';

/** A known answer from inside the run, about once a second. */
export interface CanaryReading {
  /** How much later than after the known time the page showed it; an idle machine takes some milliseconds for a frame. */
  delayMs: number;
  /** Since the reading before. */
  intervalMs: number;
}

/** Area costs, and nobody looks. */
const VIEWPORT = { width: 64, height: 64 };

/**
 * Opens a page that shows something after a known time, once a second, beside the users' pages: it shares their machine, their
 * browser and its compositor, and nothing of the target. Should the page be lost, its readings are missing and nothing else.
 */
export async function openCanary(browser: Browser, tell: (reading: CanaryReading) => void): Promise<void> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  await page.exposeFunction('tellCanaryReading', tell);
  await page.evaluate(pageBundle('canary-page'));
}
