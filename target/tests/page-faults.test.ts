import { rm } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { type KnownEngine, startKnownEngine } from './known-engine.ts';
import { type InProcessServer, startServer } from './server-in-process.ts';
import { buildWeb } from './web-site.ts';

/** Each defect of the page has its effect in a browser; without it, the effect is gone. */
let engine: KnownEngine;
let dist: string;
let server: InProcessServer | undefined;

test.beforeAll(async () => {
  engine = await startKnownEngine();
  dist = await buildWeb();
});

test.afterAll(async () => {
  await engine?.stop();
  await rm(dist, { recursive: true });
});

test.afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function openWith(faults: string, page: Page, path: string): Promise<void> {
  server = await startServer({ engineUrl: engine.url, dist, faults });
  await page.goto(server.url + path);
  await shows(page, path);
}

const shows = (page: Page, path: string): Promise<void> =>
  expect(page.locator('[data-ready]')).toHaveAttribute('data-ready', path);

for (const faults of ['blocking-script=600', '']) {
  test(`only blocking-script delays the first paint: "${faults}"`, async ({ page }) => {
    await openWith(faults, page, '/');
    const seen = await page.evaluate(() => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      const blocking = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(
        (entry) => (entry as unknown as { renderBlockingStatus: string }).renderBlockingStatus === 'blocking',
      );
      return {
        paintMs: paint?.startTime ?? 0,
        blocking: blocking.map(({ name, duration }) => ({ path: new URL(name).pathname, duration })),
      };
    });
    if (faults === '') {
      expect(seen.blocking).toEqual([]);
      return;
    }
    expect(seen.blocking).toEqual([{ path: '/scripts/consent.js', duration: expect.any(Number) }]);
    expect(seen.blocking[0]?.duration).toBeGreaterThanOrEqual(599);
    expect(seen.paintMs).toBeGreaterThanOrEqual(599);
  });
}

/** The layout shifts without recent input, up to now. */
const shiftsOf = (page: Page): Promise<number[]> =>
  page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const shifts = list.getEntries() as (PerformanceEntry & {
            value: number;
            hadRecentInput: boolean;
          })[];
          resolve(shifts.filter(({ hadRecentInput }) => !hadRecentInput).map(({ value }) => value));
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        // Without a shift, the observer is never called.
        setTimeout(() => resolve([]), 300);
      }),
  );

test('a notice shifts the content after a page load and after going back', async ({ page }) => {
  await openWith('layout-shift', page, '/search?q=dog');
  const notice = page.locator('.notice-of-the-day');
  await expect(notice).toBeVisible();
  await expect.poll(async () => Math.max(0, ...(await shiftsOf(page)))).toBeGreaterThan(0.1);

  await page.locator('a[rel=next]').click();
  await shows(page, '/search?q=dog&page=2');
  await expect(notice).toBeVisible();
  // By then, the click no longer counts as recent input.
  await page.waitForTimeout(600);
  const before = (await shiftsOf(page)).length;
  await page.evaluate(() => history.back());
  await shows(page, '/search?q=dog');
  await expect(notice).toBeVisible();
  await expect.poll(async () => (await shiftsOf(page)).length).toBeGreaterThan(before);
});

test('nothing shifts without the notice', async ({ page }) => {
  await openWith('', page, '/search?q=dog');
  await page.waitForTimeout(400);
  expect(await shiftsOf(page)).toEqual([]);
});

for (const faults of ['page-leak=4096', '']) {
  test(`page memory grows with each view only under page-leak: "${faults}"`, async ({ page }) => {
    await openWith(faults, page, '/search?q=dog');
    const browser = await page.context().newCDPSession(page);
    const usedMiB = async () => {
      await browser.send('HeapProfiler.collectGarbage');
      return (await browser.send('Runtime.getHeapUsage')).usedSize / 1024 / 1024;
    };
    const before = await usedMiB();
    for (let round = 0; round < 5; round += 1) {
      await page.locator('a[data-page="2"]').first().click();
      await shows(page, '/search?q=dog&page=2');
      await page.locator('a[data-page="1"]').first().click();
      await shows(page, '/search?q=dog');
    }
    const growthMiB = (await usedMiB()) - before;
    if (faults === '') expect(growthMiB).toBeLessThan(10);
    else expect(growthMiB).toBeGreaterThan(36);
  });
}
