import { expect, test } from '@playwright/test';
import { type CanaryReading, openCanary } from '../../src/runner/browser/canary.ts';

/** For something to happen now and then on a machine that others use too. */
const PATIENCE_MS = 60_000;

test('a page that is in nobody’s way answers soon, a blocked one as late as it was blocked', async ({
  browser,
}) => {
  const readings: CanaryReading[] = [];
  await openCanary(browser, (reading) => readings.push(reading));
  await expect
    .poll(() => Math.min(...readings.map(({ delayMs }) => delayMs)), { timeout: PATIENCE_MS })
    .toBeLessThan(100);
  for (const { delayMs, intervalMs } of readings) {
    // The browser's clock is not finer than a tenth of a millisecond.
    expect(delayMs).toBeGreaterThan(-1);
    expect(intervalMs).toBeGreaterThan(999);
  }

  const page = browser.contexts().at(-1)?.pages()[0];
  const before = readings.length;
  // Other tests may have left pages in this browser: the canary's is the newest.
  // One block behind the other: whenever the answer is due, it comes in the middle of one.
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

test('a canary that dies is missing and nothing else', async ({ browser }) => {
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
