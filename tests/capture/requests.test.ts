import type { IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, type Page } from '@playwright/test';
import { click, detailsWhen, html, type Product, type Route, take, testOn, timesOf } from './product.ts';

const ANSWER_MS = 150;

const allowed = { 'Access-Control-Allow-Origin': '*' };
const untraced = { 'Server-Timing': 'app;dur=12.5' };
const BODY_BYTES = 50_000;

/** Numbers the requests of a path. */
const numbered = (before: number, headers: Record<string, string> = {}) => ({
  ...headers,
  'Server-Timing': `${headers['Server-Timing'] ?? ''}n;dur=${before + 1}`,
});

/** The first response is slow, the second is fast. */
const crossing =
  (headers: (request: IncomingMessage, before: number) => Record<string, string>): Route =>
  (request, before) => ({
    delayMs: before % 2 === 0 ? 4 * ANSWER_MS : ANSWER_MS,
    headers: headers(request, before),
  });

const worker = `
  const stored = new Response('from the store', {
    headers: { 'Server-Timing': 'app;dur=99, traceparent;desc="00-${'f'.repeat(32)}-0000000000000001-01"' },
  });
  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => {
    const { pathname } = new URL(event.request.url);
    if (pathname === '/stored') event.respondWith(stored.clone());
    if (pathname === '/passed-on') event.respondWith(fetch(event.request));
  });`;

const test = testOn({
  '/': html('<button>search</button><output></output>'),
  '/answer': { delayMs: ANSWER_MS },
  '/fast': {},
  '/slow': { delayMs: 6 * ANSWER_MS },
  '/moved': { status: 302, delayMs: ANSWER_MS, headers: { Location: '/answer' } },
  '/crossing-traced': crossing(({ headers }, before) =>
    numbered(before, { 'Server-Timing': `traceparent;desc="${headers.traceparent}", ` }),
  ),
  '/crossing-untraced': crossing((_, before) => numbered(before)),
  '/cacheable': { delayMs: ANSWER_MS, headers: { 'Cache-Control': 'max-age=600' } },
  '/confirmed': ({ headers }) => ({
    delayMs: ANSWER_MS,
    ...(headers['if-none-match'] && { status: 304, body: '' }),
    headers: { 'Cache-Control': 'no-cache', ETag: '"1"' },
  }),
  '/parts': { delayMs: 2 * ANSWER_MS, body: ['first ', 'second'] },
  '/open': { delayMs: ANSWER_MS, headers: allowed },
  '/timed': { delayMs: ANSWER_MS, headers: { ...allowed, 'Timing-Allow-Origin': '*' } },
  '/untraced': { headers: untraced },
  '/described': {
    headers: {
      'Server-Timing': `app;dur=12.5, cache;desc="miss", engine;desc="partial";dur=4, hits;desc="1234", idle;dur=0, long;desc="${'x'.repeat(300)}"`,
      'Cache-Control': 'max-age=600',
    },
  },
  '/compressed': {
    body: gzipSync('x'.repeat(BODY_BYTES)),
    headers: { 'Content-Encoding': 'gzip' },
  },
  '/empty': { body: '' },
  '/worker.js': { type: 'text/javascript', body: worker },
  '/passed-on': { delayMs: ANSWER_MS },
  '/passed-by': { delayMs: ANSWER_MS },
});

/** Clicks the button, which runs a script of the product; `show` settles the step. */
async function clickFor(page: Page, script: string) {
  await page.evaluate((body) => {
    const search = new Function('show', `return (async () => { ${body} })();`);
    const output = document.querySelector('output') as HTMLElement;
    delete output.dataset.for;
    const show = () => {
      output.dataset.for = 'answer';
    };
    (document.querySelector('button') as HTMLElement).onclick = () => search(show);
  }, script);
  const result = await take(page, click('button', { selector: '[data-for]' }));
  const { request } = await detailsWhen(page, (details) => details.request);
  return { ...timesOf(result), request };
}

const lastAsked = ({ asked }: Product, path: string) => asked.findLast(({ url }) => url === path);

test('of several concurrent requests, the one whose response was shown is found', async ({
  page,
  product,
}) => {
  const { request } = await clickFor(
    page,
    `fetch('/slow');
     const answer = fetch('/answer').then((it) => it.text()).then(show);
     fetch('/fast').then((it) => it.text());
     await answer;`,
  );
  expect(request).toMatchObject({ url: `${product.url}/answer`, matchedBy: 'traceparent', status: 200 });
  expect(request).not.toHaveProperty('via');
  const { startMs, sentMs, responseStartMs, responseEndMs } = request ?? {};
  expect(sentMs).toBeGreaterThanOrEqual(startMs as number);
  expect(responseStartMs).toBeGreaterThanOrEqual((sentMs as number) + ANSWER_MS - 1);
  expect(responseEndMs).toBeGreaterThanOrEqual(responseStartMs as number);
});

for (const path of ['/crossing-traced', '/crossing-untraced']) {
  test(`the same URL requested twice, with the second response first: ${path}`, async ({ page }) => {
    const { request } = await clickFor(
      page,
      `// Otherwise the browser's cache makes the second request wait for the first.
       const fresh = { cache: 'no-store' };
       fetch('${path}', fresh);
       await new Promise((later) => setTimeout(later, 20));
       await (await fetch('${path}', fresh)).text();
       show();`,
    );
    expect(request?.serverTimingMs).toEqual({ n: 2 });
    expect(request?.matchedBy).toBe(path === '/crossing-traced' ? 'traceparent' : 'time');
    expect(request?.startMs).toBeGreaterThanOrEqual(19);
  });
}

test('a request sent before the mouse button is up is found', async ({ page, product }) => {
  await page.evaluate(() => {
    const button = document.querySelector('button') as HTMLElement;
    button.onmousedown = async () => {
      await (await fetch('/answer')).text();
      (document.querySelector('output') as HTMLElement).dataset.for = 'answer';
    };
  });
  await take(page, click('button', { selector: '[data-for]' }));
  const { request } = await detailsWhen(page, (details) => details.request);
  expect(request).toMatchObject({ url: `${product.url}/answer`, matchedBy: 'traceparent' });
});

test('the method of a request is recorded unless it is GET', async ({ page }) => {
  const { request: got } = await clickFor(page, `await fetch('/answer').then((it) => it.text()).then(show)`);
  expect(got).not.toHaveProperty('method');
  const posted = `await fetch('/answer', { method: 'post' }).then((it) => it.text()).then(show)`;
  expect((await clickFor(page, posted)).request?.method).toBe('POST');
  const { request } = await clickFor(
    page,
    `const request = new XMLHttpRequest();
     request.open('post', '/answer');
     request.onload = show;
     request.send();`,
  );
  expect(request?.method).toBe('POST');
});

test('an aborted request is not the one behind the step', async ({ page, product }) => {
  const { request } = await clickFor(
    page,
    `const gone = new AbortController();
     fetch('/slow', { signal: gone.signal }).catch(() => {});
     await (await fetch('/answer')).text();
     gone.abort();
     await new Promise((later) => setTimeout(later, 100));
     show();`,
  );
  expect(request?.url).toBe(`${product.url}/answer`);
});

test('an XMLHttpRequest gets a traceparent and is found too', async ({ page, product }) => {
  const { request } = await clickFor(
    page,
    `const request = new XMLHttpRequest();
     request.open('GET', '/answer');
     request.onload = show;
     request.send();`,
  );
  expect(request).toMatchObject({ matchedBy: 'traceparent', serverTimingMs: { app: 12.5 } });
  expect(lastAsked(product, '/answer')?.traceparent).toMatch(/^00-\w{32}-\w{16}-01$/);
});

test('a response that is shown before it is complete is found', async ({ page, product }) => {
  const { request, settledMs } = await clickFor(
    page,
    `const reader = (await fetch('/parts')).body.getReader();
     await reader.read();
     show();
     while (!(await reader.read()).done);`,
  );
  expect(request?.url).toBe(`${product.url}/parts`);
  expect(request?.responseEndMs).toBeGreaterThan(settledMs);
});

test('redirects are distinguished from the final request', async ({ page, product }) => {
  const { request } = await clickFor(page, `await (await fetch('/moved')).text(); show();`);
  expect(request).toMatchObject({ url: `${product.url}/moved`, matchedBy: 'traceparent', status: 200 });
  const { startMs, sentMs, redirectMs } = request ?? {};
  expect(redirectMs).toBeGreaterThanOrEqual(ANSWER_MS - 1);
  expect(sentMs).toBeGreaterThanOrEqual((startMs as number) + (redirectMs as number));
});

test('a response from the cache is marked, and excludes the timing of its original request', async ({
  page,
  product,
}) => {
  const script = `await (await fetch('/cacheable')).text(); show();`;
  const first = await clickFor(page, script);
  expect(first.request).toMatchObject({ matchedBy: 'traceparent', serverTimingMs: { app: 12.5 } });
  expect(first.request).not.toHaveProperty('via');
  expect(first.request?.transferBytes).toBeGreaterThan(0);
  // In a new document, span numbers restart.
  await page.goto(product.url);
  const second = await clickFor(page, script);
  expect(second.request).toMatchObject({ matchedBy: 'time', via: 'cache', transferBytes: 0 });
  expect(second.request?.serverTimingMs).toEqual({});
});

test('server descriptions are kept by name, and a description without a duration is not a tier', async ({
  page,
}) => {
  const script = `await (await fetch('/described')).text(); show();`;
  const { request } = await clickFor(page, script);
  expect(request?.serverTimingMs).toEqual({ app: 12.5, engine: 4, idle: 0 });
  expect(request?.serverTimingDesc).toEqual({
    cache: 'miss',
    engine: 'partial',
    hits: '1234',
    long: 'x'.repeat(100),
  });
  const stored = await clickFor(page, script);
  expect(stored.request).toMatchObject({ via: 'cache', serverTimingMs: {} });
  expect(stored.request).not.toHaveProperty('serverTimingDesc');
});

test('the traceparent that a server echoes is not a description', async ({ page }) => {
  const { request } = await clickFor(page, `await (await fetch('/answer')).text(); show();`);
  expect(request?.matchedBy).toBe('traceparent');
  expect(request).not.toHaveProperty('serverTimingDesc');
});

test('a response body has a transferred and a decoded size; an empty body has neither', async ({ page }) => {
  const { request } = await clickFor(page, `await (await fetch('/compressed')).text(); show();`);
  expect(request?.decodedBytes).toBe(BODY_BYTES);
  expect(request?.encodedBytes).toBeGreaterThan(0);
  expect(request?.encodedBytes).toBeLessThan(BODY_BYTES / 10);
  const empty = await clickFor(page, `await (await fetch('/empty')).text(); show();`);
  expect(empty.request).toMatchObject({ status: 200, transferBytes: expect.any(Number) });
  expect(empty.request).not.toHaveProperty('encodedBytes');
  expect(empty.request).not.toHaveProperty('decodedBytes');
});

test('a revalidated response came over the network', async ({ page, product }) => {
  const script = `await (await fetch('/confirmed')).text(); show();`;
  await clickFor(page, script);
  const { request } = await clickFor(page, script);
  expect(request).toMatchObject({ matchedBy: 'traceparent', serverTimingMs: { app: 12.5 } });
  expect(request).not.toHaveProperty('via');
  const { sentMs, responseStartMs } = request ?? {};
  expect(responseStartMs).toBeGreaterThanOrEqual((sentMs as number) + ANSWER_MS - 1);
  expect(product.asked.filter(({ url }) => url === '/confirmed')).toHaveLength(2);
});

test('a service worker that responds, fetches, or does not intervene', async ({ page, product }) => {
  await page.evaluate(async () => {
    const controlled = new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve),
    );
    await navigator.serviceWorker.register('/worker.js');
    await controlled;
  });
  const stored = await clickFor(page, `await (await fetch('/stored')).text(); show();`);
  expect(stored.request).toMatchObject({ via: 'service worker', matchedBy: 'time' });
  expect(stored.request?.serverTimingMs).toEqual({});
  expect(lastAsked(product, '/stored')).toBeUndefined();

  const passedOn = await clickFor(page, `await (await fetch('/passed-on')).text(); show();`);
  expect(passedOn.request).toMatchObject({
    via: 'service worker',
    matchedBy: 'traceparent',
    serverTimingMs: { app: 12.5 },
  });

  const passedBy = await clickFor(page, `await (await fetch('/passed-by')).text(); show();`);
  expect(passedBy.request).toMatchObject({ matchedBy: 'traceparent', serverTimingMs: { app: 12.5 } });
  expect(passedBy.request).not.toHaveProperty('via');
});

test('for another origin that does not allow timing, only start and end are known', async ({
  page,
  product,
}) => {
  const address = `${product.otherUrl}/open`;
  const { request } = await clickFor(page, `await (await fetch('${address}')).text(); show();`);
  expect(request).toMatchObject({ url: address, matchedBy: 'time' });
  expect(request?.serverTimingMs).toEqual({});
  for (const unknown of ['sentMs', 'redirectMs', 'responseStartMs', 'transferBytes', 'via'])
    expect(request).not.toHaveProperty(unknown);
  expect((request?.responseEndMs ?? 0) - (request?.startMs ?? 0)).toBeGreaterThanOrEqual(ANSWER_MS - 1);
  // A traceparent would have caused a preflight.
  const asked = product.asked.filter(({ url }) => url === '/open');
  expect(asked).toEqual([{ method: 'GET', url: '/open', traceparent: undefined }]);
});

test('for another origin that allows timing, everything is known', async ({ page, product }) => {
  const address = `${product.otherUrl}/timed#part`;
  const { request } = await clickFor(page, `await (await fetch('${address}')).text(); show();`);
  expect(request).toMatchObject({ url: address, matchedBy: 'time', serverTimingMs: { app: 12.5 } });
  const { sentMs, responseStartMs } = request ?? {};
  expect(responseStartMs).toBeGreaterThanOrEqual((sentMs as number) + ANSWER_MS - 1);
});

test('a request that makes its connection says how long that took', async ({ page, product }) => {
  const asked = `await (await fetch('${product.otherUrl}/timed')).text(); show();`;
  const { request: first } = await clickFor(page, asked);
  expect(first?.connectMs).toBeGreaterThan(0);
  expect(first?.sentMs).toBeGreaterThanOrEqual((first?.startMs as number) + (first?.connectMs as number));
  const { request: second } = await clickFor(page, asked);
  expect(second).not.toHaveProperty('connectMs');
});

test('of several responses, the one in the settled condition is found', async ({ page, product }) => {
  await page.evaluate(() => {
    (document.querySelector('button') as HTMLElement).onclick = async () => {
      await (await fetch('/answer')).text();
      await (await fetch('/untraced')).text();
      (document.querySelector('output') as HTMLElement).dataset.for = 'answer';
    };
  });
  await take(page, click('button', { selector: '[data-for]', response: '/answer' }));
  const { request } = await detailsWhen(page, (details) => details.request);
  expect(request?.url).toBe(`${product.url}/answer`);
});
