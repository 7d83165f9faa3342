import { gzipSync } from 'node:zlib';
import { expect, type Page } from '@playwright/test';
import { ask, click, detailsWhen, html, take, testOn, timesOf } from './product.ts';

const ANSWER_MS = 150;
const LARGE_BYTES = 100_000;
/** Upper limit for the headers of a response. */
const HEADER_BYTES = 2000;
/**
 * One transparent pixel followed by more bytes; a browser need not fully load an image that it cannot show.
 */
const photo = Buffer.concat([
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
  Buffer.alloc(LARGE_BYTES),
]);

const test = testOn({
  '/': html(`
    <input><button>go</button><a href="/next">next</a><output></output>
    <script>
      document.querySelector('input').addEventListener('input', () => fetch('/letter'));
      document.querySelector('input').addEventListener('keydown', async ({ key }) => {
        if (key !== 'Enter') return;
        await (await fetch('/answer')).text();
        document.querySelector('output').dataset.for = 'answer';
      });
    </script>`),
  '/next': html('<script src="/script.js"></script><output data-for="next"></output>'),
  '/script.js': { type: 'text/javascript', body: '"x";'.repeat(1000) },
  '/answer': { delayMs: ANSWER_MS },
  '/letter': {},
  '/early': {},
  '/late': {},
  '/large': { delayMs: ANSWER_MS, body: 'x'.repeat(LARGE_BYTES) },
  '/cacheable': { body: 'x'.repeat(LARGE_BYTES), headers: { 'Cache-Control': 'max-age=600' } },
  '/compressed.json': { body: gzipSync('x'.repeat(LARGE_BYTES)), headers: { 'Content-Encoding': 'gzip' } },
  '/styled': html('<link rel="stylesheet" href="/style.css"><output data-for="styled"></output>'),
  '/style.css': {
    type: 'text/css',
    body: `body { background: url(/picture.svg); } i { background: url(/photo.png); }`,
  },
  '/picture.svg': { type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
  '/photo.png': { type: 'image/png', body: photo },
  '/open': { delayMs: ANSWER_MS, headers: { 'Access-Control-Allow-Origin': '*' } },
});

/** Clicks the button, which runs a script of the product; `show` settles the step. */
async function clickFor(page: Page, script: string) {
  await page.evaluate((body) => {
    const search = new Function('show', `return (async () => { ${body} })();`);
    const output = document.querySelector('output') as HTMLElement;
    delete output.dataset.for;
    (document.querySelector('button') as HTMLElement).onclick = () =>
      search(() => {
        output.dataset.for = 'answer';
      });
  }, script);
  timesOf(await take(page, click('button', { selector: '[data-for]' })));
}

const answered = { selector: '[data-for]' };

test('the requests of a step and their bytes are counted, but not those before the input or after the end', async ({
  page,
}) => {
  await page.evaluate(async () => (await fetch('/early')).text());
  await clickFor(
    page,
    `const answers = await Promise.all([fetch('/answer'), fetch('/large'), fetch('/large?2', { cache: 'no-store' })]);
     await Promise.all(answers.map((answer) => answer.text()));
     show();
     setTimeout(() => fetch('/late'), 300);`,
  );
  await expect
    .poll(() => page.evaluate(() => performance.getEntriesByName(`${location.href}late`).length))
    .toBe(1);
  const { traffic } = await detailsWhen(page, (details) => details.traffic?.requests);
  expect(traffic).toMatchObject({ requests: 3, dataRequests: 3 });
  expect(traffic?.transferBytes).toBeGreaterThan(2 * LARGE_BYTES);
  expect(traffic?.transferBytes).toBeLessThan(2 * LARGE_BYTES + 3 * HEADER_BYTES);
});

test('requests for the letters of a query do not count as traffic of its result', async ({ page }) => {
  timesOf(await take(page, ask('fern', answered)));
  const { traffic } = await detailsWhen(page, (details) => details.request);
  expect(traffic).toMatchObject({ requests: 1, dataRequests: 1 });
});

test('a step without requests has no traffic', async ({ page }) => {
  await clickFor(page, 'show();');
  const { traffic } = await detailsWhen(page, () => true);
  expect(traffic).toEqual({ requests: 0, dataRequests: 0, transferBytes: 0 });
});

test('a page load includes the resources of the page', async ({ page }) => {
  timesOf(await take(page, click('a', { selector: '[data-for=next]' })));
  const { traffic } = await detailsWhen(page, (details) => details.traffic?.requests);
  // The document itself and its blocking script.
  expect(traffic).toMatchObject({ requests: 2, dataRequests: 0 });
  expect(traffic?.transferBytes).toBeGreaterThan(4000);
});

test('a response from the cache is a request without bytes', async ({ page }) => {
  const script = `await (await fetch('/cacheable')).text(); show();`;
  await clickFor(page, script);
  const first = await detailsWhen(page, (details) => details.traffic?.requests);
  expect(first.traffic?.transferBytes).toBeGreaterThan(LARGE_BYTES);
  await clickFor(page, script);
  const second = await detailsWhen(page, (details) => details.traffic?.requests);
  expect(second.traffic).toEqual({ requests: 1, dataRequests: 1, transferBytes: 0 });
});

test('text bodies are counted as transferred and as the page sees them', async ({ page }) => {
  await clickFor(
    page,
    `const answers = await Promise.all([fetch('/compressed.json'), fetch('/answer')]);
     const [, answer] = await Promise.all(answers.map((one) => one.text()));
     window.answerLength = answer.length;
     show();`,
  );
  const answerBytes = await page.evaluate(() => (window as Window & { answerLength?: number }).answerLength);
  const { traffic } = await detailsWhen(page, (details) => details.traffic?.requests === 2);
  expect(traffic?.decodedTextBytes).toBe(LARGE_BYTES + (answerBytes ?? 0));
  expect(traffic?.encodedTextBytes).toBeGreaterThan(answerBytes ?? 0);
  expect(traffic?.encodedTextBytes).toBeLessThan(LARGE_BYTES / 10 + (answerBytes ?? 0));
});

test('a photo is not text, but the page, its style sheet and an SVG are', async ({ page, product }) => {
  await clickFor(
    page,
    `const image = new Image();
     image.onload = show;
     image.src = '/photo.png';`,
  );
  const picture = await detailsWhen(page, (details) => details.traffic?.requests);
  expect(picture.traffic?.transferBytes).toBeGreaterThan(LARGE_BYTES);
  expect(picture.traffic).toMatchObject({ requests: 1, dataRequests: 0 });
  expect(picture.traffic).not.toHaveProperty('decodedTextBytes');
  timesOf(
    await take(page, {
      kind: 'navigation',
      startsWith: 'navigation',
      settled: { selector: '[data-for=styled]' },
      act: async (on) => {
        await on.goto(`${product.url}/styled`, { waitUntil: 'commit' });
      },
    }),
  );
  const { traffic } = await detailsWhen(page, (details) => details.traffic?.decodedTextBytes);
  const texts = await page.evaluate(() =>
    Promise.all(['/styled', '/style.css', '/picture.svg'].map(async (path) => (await fetch(path)).text())),
  );
  // The browser may request the SVG before or after the step settles.
  const [document = 0, style = 0, drawing = 0] = texts.map(({ length }) => length);
  expect([document, document + style, document + style + drawing]).toContain(traffic?.decodedTextBytes);
});

test('if a response from another origin hides its size, the bytes are unknown', async ({ page, product }) => {
  await clickFor(page, `await (await fetch('${product.otherUrl}/open')).text(); show();`);
  const { traffic } = await detailsWhen(page, (details) => details.traffic?.requests);
  expect(traffic).toEqual({ requests: 1, dataRequests: 1 });
});

test('a step that is given up has no traffic', async ({ page }) => {
  const { outcome } = await take(page, click('button', { selector: '#never' }), 500);
  expect(outcome.status).toBe('timeout');
  expect(await detailsWhen(page, () => true)).not.toHaveProperty('traffic');
});

test('the heap is reported after a step, and grows by what the page keeps', async ({ page }) => {
  const KEPT_BYTES = 40_000_000;
  await clickFor(page, 'show();');
  const before = await detailsWhen(page, (details) => details.jsHeapBytes);
  // Small numbers in an array take at least 4 bytes each.
  await clickFor(
    page,
    `window.kept = Array.from({ length: ${KEPT_BYTES / 4} }, (_, index) => index); show();`,
  );
  const after = await detailsWhen(page, (details) => details.jsHeapBytes);
  expect(before.jsHeapBytes).toBeGreaterThan(100_000);
  expect(before.jsHeapBytes).toBeLessThan(KEPT_BYTES);
  // Garbage of the previous page may have been collected in the meantime.
  expect((after.jsHeapBytes ?? 0) - (before.jsHeapBytes ?? 0)).toBeGreaterThan(0.8 * KEPT_BYTES);
});
