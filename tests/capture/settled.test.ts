import { expect } from '@playwright/test';
import type { Action } from '../../src/user/action.ts';
import { collectDetails, quietFor } from '../../src/user/step.ts';
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
  type,
} from './product.ts';

const ANSWER_MS = 150;

/** Late enough after the first part that even a slow machine does not merge the two. */
const SECOND_PART_MS = 400;

/** The script of all pages below: reacts to Enter, and notes when each result was put into the document. */
const page = (answer: string) =>
  html(`
    <style>[hidden] { display: none }</style>
    <input><p id="none" hidden>No  results for <b>moss</b></p><output></output>
    <a id="relative" href="?page=2">page 2</a><a id="load" href="there/?page=3">page 3</a>
    <script>
      const [input, output] = document.querySelectorAll('input, output');
      const shown = {};
      const note = (name) => { shown[name] = performance.timeOrigin + performance.now(); };
      const search = async (text) => { ${answer} };
      input.addEventListener('keydown', ({ key }) => { if (key === 'Enter') search(input.value); });
      document.querySelector('#relative').onclick = (event) => {
        event.preventDefault();
        const { href } = event.currentTarget;
        setTimeout(() => history.pushState({}, '', href), ${ANSWER_MS});
      };
    </script>`);

const pages = {
  '/': page(`
    const answer = await fetch('/answer?q=' + text);
    output.dataset.for = text;
    output.textContent = await answer.text();`),
  '/parts': page(`
    const reader = (await fetch('/two-parts')).body.getReader();
    for (let part = 1; ; part += 1) {
      const { done } = await reader.read();
      if (done) return;
      note(part);
      output.insertAdjacentHTML('beforeend', '<li>row</li><li>row</li>');
    }`),
  '/none': page(`
    await fetch('/answer');
    document.querySelector('#none').hidden = false;`),
  '/equal': page(`
    output.replaceChildren();
    const answer = await (await fetch('/answer')).text();
    const row = document.createElement('p');
    row.textContent = answer;
    note('row');
    output.replaceChildren(row);`),
  '/unmoved': page(`await (await fetch('/answer')).text();`),
};

const test = testOn({
  ...pages,
  '/answer': { delayMs: ANSWER_MS },
  '/two-parts': { body: ['first', 'second'], delayMs: SECOND_PART_MS },
  '/there/': {
    ...html('<output>page 3</output>'),
    delayMs: ANSWER_MS,
  },
});

declare const shown: Record<string, number>;

/** When the page under test inserted something into its document, by the page's clock. */
const notedAt = (name: string): [(name: string) => number | undefined, string] => [(key) => shown[key], name];

test('streamed response: a selector alone is met by the first part', async ({ page, product }) => {
  await page.goto(`${product.url}/parts`);
  const { settledAt } = await take(page, ask('fern', { selector: 'li' }));
  await expect.poll(() => page.evaluate(...notedAt('2')), { timeout: 20_000 }).toBeDefined();
  expect(settledAt).toBeGreaterThanOrEqual((await page.evaluate(...notedAt('1'))) as number);
  expect(settledAt).toBeLessThan((await page.evaluate(...notedAt('2'))) as number);
});

for (const [name, settled] of Object.entries({
  'a count': { selector: 'li', count: { min: 4 } },
  'quiet time': { selector: 'li', quietMs: 5 * SECOND_PART_MS },
  'a count and its response': { selector: 'li', count: { min: 4, max: 4 }, response: '/two-parts' },
})) {
  test(`streamed response: ${name} is met by the last part`, async ({ page, product }) => {
    await page.goto(`${product.url}/parts`);
    const result = await take(page, ask('fern', settled));
    expectAnswerAfter(result, 2 * SECOND_PART_MS);
    const lastPartAt = (await page.evaluate(...notedAt('2'))) as number;
    expect(result.settledAt).toBeGreaterThanOrEqual(lastPartAt);
    // The quiet time is not part of the step; only what the machine adds between the two timestamps is.
    expect((result.settledAt as number) - lastPartAt).toBeLessThan(2 * SECOND_PART_MS);
  });
}

test('no results: the text counts once it is visible', async ({ page, product }) => {
  await page.goto(`${product.url}/none`);
  for (const settled of [{ text: 'No results for moss' }, { selector: '#none', text: 'No results' }]) {
    await page.evaluate(() => document.querySelector('#none')?.setAttribute('hidden', ''));
    expectAnswerAfter(await take(page, ask('moss', settled)), ANSWER_MS);
  }
  const again = await take(page, ask('moss', { selector: '#none', text: 'results for moss' }));
  expect(again.outcome).toMatchObject({
    status: 'misfit',
    message: expect.stringContaining('before the input'),
  });
});

test('an identical result in new elements is distinguished from the previous one by its response', async ({
  page,
  product,
}) => {
  await page.goto(`${product.url}/equal`);
  for (const _ of ['first', 'second']) {
    const result = await take(page, ask('x', { text: longText.trim(), response: '/answer' }));
    expectAnswerAfter(result, ANSWER_MS);
    expect(result.settledAt).toBeGreaterThanOrEqual((await page.evaluate(...notedAt('row'))) as number);
  }
});

test('a step whose result changes nothing ends at the response', async ({ page, product }) => {
  await page.goto(`${product.url}/unmoved`);
  const result = await take(page, ask('fern', { response: '/answer' }));
  expectAnswerAfter(result, ANSWER_MS);
  const { request } = await detailsWhen(page, (details) => details.request);
  expect(request).toMatchObject({ url: `${product.url}/answer`, matchedBy: 'traceparent' });
  expect(timesOf(result).settledMs).toBeCloseTo(request?.responseEndMs as number, 1);
});

test('a step without the expected response does not settle', async ({ page, product }) => {
  await page.goto(`${product.url}/unmoved`);
  const { outcome } = await take(page, ask('fern', { response: '/another' }), 3 * ANSWER_MS);
  expect(outcome.status).toBe('timeout');
});

test('a new URL settles a step even if nothing else changes', async ({ page, product }) => {
  const result = await take(page, click('#relative', { url: '/?page=2' }));
  expectAnswerAfter(result, ANSWER_MS);
  expect(page.url()).toBe(`${product.url}/?page=2`);
  const { outcome } = await take(page, click('#relative', { url: { valueOf: 'link' } }));
  expect(outcome).toMatchObject({ status: 'misfit', message: expect.stringContaining('before the input') });
});

test('the URL of a link is resolved on the page on which it was clicked', async ({ page, product }) => {
  expectAnswerAfter(
    await take(page, click('#load', { url: { valueOf: 'link' }, selector: 'output' })),
    ANSWER_MS,
  );
  expect(page.url()).toBe(`${product.url}/there/?page=3`);
});

test('a condition that lacks its selector is rejected', async ({ page }) => {
  expect((await take(page, ask('x', { count: { min: 1 } }))).outcome).toEqual({
    status: 'misfit',
    message: 'the settled condition has a count but no selector',
  });
});

test('a state that already holds before the input is rejected with a quiet time too', async ({ page }) => {
  const { outcome } = await take(page, ask('x', { selector: 'input', quietMs: 50 }));
  expect(outcome).toMatchObject({ status: 'misfit', message: expect.stringContaining('before the input') });
});

test('a step with only a quiet time ends at the last change after the input', async ({ page }) => {
  const result = await take(page, ask('fern', { quietMs: 2 * ANSWER_MS }));
  expectAnswerAfter(result, ANSWER_MS);
});

test('a step that ends by a quiet too short to see late rendering is doubtful', async ({ page }) => {
  const quietMs = quietFor({ min: 300 });
  const doubtsOf = async (settled: Action['settled']) => {
    expect((await take(page, ask('e', settled), 20_000, quietMs)).outcome).toEqual({ status: 'ok' });
    return (await collectDetails(page)).doubts;
  };
  expect(await doubtsOf({})).toEqual(['short quiet']);
  // The journey's own word, and a condition, need no quiet.
  expect(await doubtsOf({ quietMs })).toBeUndefined();
  const shown = { selector: 'output', attribute: { name: 'data-for', value: 'eee' } };
  expect((await doubtsOf(shown)) ?? []).not.toContain('short quiet');
});

test('a smaller paint after a larger echo falls back to the frame', async ({ page }) => {
  await page.evaluate(() => {
    const echo = document.createElement('h1');
    echo.textContent = 'Looking '.repeat(60);
    document.querySelector('input')?.addEventListener('keydown', ({ key }) => {
      if (key !== 'Enter') return;
      document.body.append(echo);
      setTimeout(() => document.body.insertAdjacentHTML('beforeend', '<small id="few">0</small>'), 300);
    });
  });
  expectAnswerAfter(await take(page, ask('x', { selector: '#few' })), 300);
  // Entries are up to 400 ms late.
  await page.waitForTimeout(1000);
  const { contentfulMs } = await detailsWhen(page, () => true);
  expect(contentfulMs).toBeUndefined();
});
