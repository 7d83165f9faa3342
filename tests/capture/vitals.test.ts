import { expect } from '@playwright/test';
import {
  ask,
  click,
  detailsWhen,
  expectAnswerAfter,
  html,
  longText,
  take,
  testOn,
  timesOf,
} from './product.ts';

const ANSWER_MS = 150;

/** Longer than any other interaction here, even on a slow machine. */
const BUSY_MS = 1000;

/** The buttons' script is a file, so that a long frame can name it. */
const script = `
  const output = document.querySelector('output');
  const show = (name) => { output.dataset.for = name; output.textContent = name + ' ${longText}'; };
  const block = (ms) => { const until = performance.now() + ms; while (performance.now() < until); };
  document.querySelector('#block').onclick = () => { block(120); show('block'); };
  document.querySelector('#shift').onclick = () => {
    block(${BUSY_MS});
    // Shifts within 500 ms of an input are expected.
    setTimeout(() => { document.querySelector('#room').style.height = '200px'; show('shift'); }, 800);
  };
  document.querySelector('#calm').onclick = () => { show('calm'); };
  document.querySelector('#push').onclick = () => setTimeout(() => {
    history.pushState({}, '', '/found?' + Math.random());
    show('push');
  }, ${ANSWER_MS});`;

const test = testOn({
  '/': html(`
    <input><button id="block">block</button><button id="shift">shift</button>
    <button id="calm">calm</button><button id="push">push</button>
    <div id="room"></div><p id="below" class="answer wide" data-testid="text">${longText}</p><output></output>
    <script src="/script.js"></script>`),
  // Only resources in the head block rendering of the whole page.
  '/blocked': {
    type: 'text/html',
    body: `<!doctype html><head><link rel="icon" href="data:,">
      <link rel="stylesheet" href="/quick.css"><link rel="stylesheet" href="/slow.css">
      <script src="/late.js" async></script></head><body><main>${longText}</main></body>`,
  },
  '/quick.css': { type: 'text/css', body: 'main { color: black; }' },
  '/slow.css': { type: 'text/css', body: 'main { color: navy; }', delayMs: ANSWER_MS },
  '/late.js': { type: 'text/javascript', body: ';', delayMs: 4 * ANSWER_MS },
  '/script.js': { type: 'text/javascript', body: script },
  '/loaded': { ...html(`<main>${longText}</main>`), delayMs: ANSWER_MS },
});

const showing = (name: string) => ({ selector: 'output', attribute: { name: 'data-for', value: name } });

test('a step without a new URL has its own INP and CLS', async ({ page }) => {
  timesOf(await take(page, click('#shift', showing('shift'))));
  const first = await detailsWhen(page, ({ vitals }) => vitals.inpMs !== undefined && vitals.cls);
  // Event durations are multiples of 8 ms.
  expect(first.vitals.inpMs).toBeGreaterThanOrEqual(BUSY_MS - 8);
  expect(first.vitals.cls).toBeGreaterThan(0.01);

  timesOf(await take(page, click('#calm', showing('calm'))));
  await page.waitForTimeout(500);
  const second = await detailsWhen(page, () => true);
  expect(second.vitals.cls).toBe(0);
  // An interaction that took no time has no entry.
  expect(second.vitals.inpMs ?? 0).toBeLessThan(BUSY_MS - 8);
});

test('two steps on the same page have separate values', async ({ page }) => {
  const room = (px: number) =>
    page.evaluate((height) => {
      (document.querySelector('#room') as HTMLElement).style.height = `${height}px`;
      delete (document.querySelector('output') as HTMLElement).dataset.for;
    }, px);
  const shifts: number[] = [];
  for (const _ of ['first', 'second']) {
    await room(0);
    timesOf(await take(page, click('#shift', showing('shift'))));
    const { vitals } = await detailsWhen(page, (details) => details.vitals.cls);
    shifts.push(vitals.cls as number);
  }
  expect(shifts[1]).toBeCloseTo(shifts[0] as number, 3);
});

test('the largest shift of a step is reported with what moved', async ({ page }) => {
  timesOf(await take(page, click('#shift', showing('shift'))));
  const { shift, vitals } = await detailsWhen(page, (details) => details.shift);
  expect(shift?.value).toBeGreaterThan(0.01);
  expect(shift?.value).toBeLessThanOrEqual(vitals.cls as number);
  expect(shift?.of).toBe('p#below.answer[data-testid="text"]');

  timesOf(await take(page, click('#calm', showing('calm'))));
  await page.waitForTimeout(500);
  expect(await detailsWhen(page, () => true)).not.toHaveProperty('shift');
});

test('the resource that blocks a page load for longest is reported, and none for a step within the page', async ({
  page,
  product,
}) => {
  timesOf(await take(page, click('#calm', showing('calm'))));
  expect(await detailsWhen(page, () => true)).not.toHaveProperty('blocking');
  await take(page, {
    kind: 'navigation',
    startsWith: 'navigation',
    settled: { selector: 'main' },
    act: async (on) => {
      await on.goto(`${product.url}/blocked`, { waitUntil: 'commit' });
    },
  });
  const { blocking } = await detailsWhen(page, (details) => details.blocking?.url.endsWith('/slow.css'));
  expect(blocking?.durationMs).toBeGreaterThanOrEqual(ANSWER_MS - 1);
});

test('a page load has TTFB, FCP and LCP', async ({ page, product }) => {
  const result = await take(page, {
    kind: 'navigation',
    startsWith: 'navigation',
    settled: { selector: 'main' },
    act: async (on) => {
      await on.goto(`${product.url}/loaded`, { waitUntil: 'commit' });
    },
  });
  expectAnswerAfter(result, ANSWER_MS);
  const { vitals, request } = await detailsWhen(page, (details) => details.vitals.lcpMs);
  expect(vitals.ttfbMs).toBeGreaterThanOrEqual(ANSWER_MS - 1);
  expect(vitals.fcpMs).toBeGreaterThanOrEqual(vitals.ttfbMs as number);
  expect(vitals.lcpMs).toBeGreaterThanOrEqual(vitals.fcpMs as number);
  expect(request).toMatchObject({ matchedBy: 'navigation', serverTimingMs: { app: 12.5 } });
});

test('a script that blocks the page is reported', async ({ page, product }) => {
  timesOf(await take(page, click('#block', showing('block'))));
  const { longFrame } = await detailsWhen(page, (details) => details.longFrame?.script);
  expect(longFrame?.durationMs).toBeGreaterThanOrEqual(100);
  expect(longFrame?.blockingMs).toBeGreaterThanOrEqual(50);
  expect(longFrame?.script).toMatchObject({
    invoker: expect.stringContaining('onclick'),
    url: `${product.url}/script.js`,
  });
  expect(longFrame?.script?.durationMs).toBeGreaterThanOrEqual(100);
});

test('a new URL within the document is a soft navigation if the browser supports them', async ({ page }) => {
  const known = await page.evaluate(() =>
    PerformanceObserver.supportedEntryTypes.includes('soft-navigation'),
  );
  const result = await take(page, click('#push', showing('push')));
  expectAnswerAfter(result, ANSWER_MS);
  if (!known) {
    await page.waitForTimeout(500);
    expect(await detailsWhen(page, () => true)).not.toHaveProperty('softNavigation');
    return;
  }
  const { softNavigation } = await detailsWhen(page, (details) => details.softNavigation);
  expect(softNavigation?.url).toBe(page.url());
  expect(softNavigation?.paintMs).toBeGreaterThanOrEqual(ANSWER_MS - 1);

  await take(page, click('#calm', showing('calm')));
  await page.waitForTimeout(500);
  expect(await detailsWhen(page, () => true)).not.toHaveProperty('softNavigation');
});

test('an input that arrives while the page is busy has an input delay', async ({ page }) => {
  await page.evaluate(() => {
    document.querySelector('input')?.addEventListener('keydown', ({ key }) => {
      const output = document.querySelector('output') as HTMLElement;
      if (key === 'Enter') output.dataset.for = 'handled';
    });
  });
  const { act, ...typing } = ask('x', showing('handled'));
  const result = await take(page, {
    ...typing,
    act: async (on) => {
      const busy = on.waitForEvent('console');
      await on.evaluate(() => {
        const { scheduling } = navigator as Navigator & { scheduling: { isInputPending(): boolean } };
        setTimeout(() => {
          console.log('busy');
          const latestMs = performance.now() + 10_000;
          while (!scheduling.isInputPending() && performance.now() < latestMs);
          const untilMs = performance.now() + 200;
          while (performance.now() < untilMs);
        });
      });
      await busy;
      await act?.(on, { x: 0, y: 0 });
    },
  });
  expect(timesOf(result).settledMs).toBeGreaterThanOrEqual(190);
  const { inputDelayMs } = await detailsWhen(page, (details) => details.inputDelayMs !== undefined);
  expect(inputDelayMs).toBeGreaterThanOrEqual(190);
});

test('a step that starts with a call has no input delay', async ({ page }) => {
  await take(page, click('#push', showing('push')));
  await page.evaluate(() =>
    addEventListener('popstate', () => {
      (document.querySelector('output') as HTMLElement).dataset.for = 'back';
    }),
  );
  timesOf(
    await take(page, {
      kind: 'query',
      startsWith: 'call',
      settled: showing('back'),
      act: (on) => on.evaluate(() => window.__footfall.back()),
    }),
  );
  expect(await detailsWhen(page, () => true)).not.toHaveProperty('inputDelayMs');
});
