import { expect, test } from '@playwright/test';
import { type CanaryReading, openCanary } from '../../src/runner/browser/canary.ts';

/** Long enough for a busy machine. */
const PATIENCE_MS = 60_000;

test('an undisturbed page responds quickly, a blocked one as late as it was blocked', async ({ browser }) => {
  const readings: CanaryReading[] = [];
  await openCanary(browser, (reading) => readings.push(reading));
  await expect
    .poll(() => Math.min(...readings.map(({ delayMs }) => delayMs)), { timeout: PATIENCE_MS })
    .toBeLessThan(100);
  for (const { delayMs, intervalMs } of readings) {
    // The browser's clock has a resolution of a tenth of a millisecond.
    expect(delayMs).toBeGreaterThan(-1);
    expect(intervalMs).toBeGreaterThan(999);
  }

  const page = browser.contexts().at(-1)?.pages()[0];
  const before = readings.length;
  // Other tests may have left pages in this browser: the canary's is the newest.
  // Blocks the page again and again, so that every response is due in the middle of a block.
  await page?.evaluate(() => {
    const block = () => {
      const from = performance.now();
      while (performance.now() - from < 1000);
      setTimeout(block);
    };
    setTimeout(block);
  });
  await expect
    .poll(() => Math.max(...readings.slice(before).map(({ delayMs }) => delayMs)), { timeout: PATIENCE_MS })
    .toBeGreaterThan(250);
});

test('if the canary crashes, only its readings are missing', async ({ browser }) => {
  const readings: CanaryReading[] = [];
  await openCanary(browser, (reading) => readings.push(reading));
  await expect.poll(() => readings.length, { timeout: PATIENCE_MS }).toBeGreaterThan(0);
  const context = browser.contexts().at(-1);
  const page = context?.pages()[0];
  const crashed = page?.waitForEvent('crash');
  const session = await context?.newCDPSession(page as NonNullable<typeof page>);
  session?.send('Page.crash').catch(() => {});
  await crashed;
  const after = await browser.newPage();
  expect(await after.evaluate(() => 1 + 1)).toBe(2);
});
