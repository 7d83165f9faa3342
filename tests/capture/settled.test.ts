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
  type,
} from './product.ts';

const ANSWER_MS = 150;

/** Far enough behind the first part that nothing on a slow machine pushes the two into one. */
const SECOND_PART_MS = 400;

/** Runs in every page below: answers to Enter, and notes when each answer was put into the document. */
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

/** When the page under test put something into its document, by the page's clock. */
const notedAt = (name: string): [(name: string) => number | undefined, string] => [(key) => shown[key], name];

test('an answer in parts: a bare selector is met by the first', async ({ page, product }) => {
  await page.goto(`${product.url}/parts`);
  const { settledAt } = await take(page, ask('fern', { selector: 'li' }));
  await expect.poll(() => page.evaluate(...notedAt('2')), { timeout: 20_000 }).toBeDefined();
  expect(settledAt).toBeGreaterThanOrEqual((await page.evaluate(...notedAt('1'))) as number);
  expect(settledAt).toBeLessThan((await page.evaluate(...notedAt('2'))) as number);
});

for (const [name, settled] of Object.entries({
  'a count': { selector: 'li', count: { min: 4 } },
  quietness: { selector: 'li', quietMs: 5 * SECOND_PART_MS },
  'a count and its answer': { selector: 'li', count: { min: 4, max: 4 }, response: '/two-parts' },
})) {
  test(`an answer in parts: ${name} is met by the last`, async ({ page, product }) => {
    await page.goto(`${product.url}/parts`);
    const result = await take(page, ask('fern', settled));
    expectAnswerAfter(result, 2 * SECOND_PART_MS);
    const lastPartAt = (await page.evaluate(...notedAt('2'))) as number;
    expect(result.settledAt).toBeGreaterThanOrEqual(lastPartAt);
    // Quietness is waited for, but not part of the step; what the machine adds between the two stamps is.
    expect((result.settledAt as number) - lastPartAt).toBeLessThan(2 * SECOND_PART_MS);
  });
}

test('no results: the text counts once it can be seen', async ({ page, product }) => {
  await page.goto(`${product.url}/none`);
  for (const settled of [{ text: 'No results for moss' }, { selector: '#none', text: 'No results' }]) {
    await page.evaluate(() => document.querySelector('#none')?.setAttribute('hidden', ''));
    expectAnswerAfter(await take(page, ask('moss', settled)), ANSWER_MS);
  }
  const again = await take(page, ask('moss', { selector: '#none', text: 'results for moss' }));
  expect(again.outcome).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('before the input'),
  });
});

test('an equal result in new elements: its answer tells it from the one before', async ({
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

test('a result that changes nothing ends at the answer', async ({ page, product }) => {
  await page.goto(`${product.url}/unmoved`);
  const result = await take(page, ask('fern', { response: '/answer' }));
  expectAnswerAfter(result, ANSWER_MS);
  const { request } = await detailsWhen(page, (details) => details.request);
  expect(request).toMatchObject({ url: `${product.url}/answer`, matchedBy: 'traceparent' });
  expect(timesOf(result).settledMs).toBeCloseTo(request?.responseEndMs as number, 1);
});

test('without the answer that was asked for a step is not settled', async ({ page, product }) => {
  await page.goto(`${product.url}/unmoved`);
  const { outcome } = await take(page, ask('fern', { response: '/another' }), 3 * ANSWER_MS);
  expect(outcome.status).toBe('timeout');
});

test('a new address settles a step, also where nothing else changes', async ({ page, product }) => {
  const result = await take(page, click('#relative', { url: '/?page=2' }));
  expectAnswerAfter(result, ANSWER_MS);
  expect(page.url()).toBe(`${product.url}/?page=2`);
  const { outcome } = await take(page, click('#relative', { url: { valueOf: 'link' } }));
  expect(outcome).toMatchObject({ status: 'failed', message: expect.stringContaining('before the input') });
});

test('the address of a link is meant as it was on the page that it was clicked on', async ({
  page,
  product,
}) => {
  expectAnswerAfter(
    await take(page, click('#load', { url: { valueOf: 'link' }, selector: 'output' })),
    ANSWER_MS,
  );
  expect(page.url()).toBe(`${product.url}/there/?page=3`);
});

test('a condition that says nothing, or lacks its selector, is refused', async ({ page }) => {
  expect((await take(page, ask('x', {}))).outcome).toEqual({
    status: 'failed',
    message: 'the step does not say when it is settled',
  });
  expect((await take(page, ask('x', { count: { min: 1 } }))).outcome).toEqual({
    status: 'failed',
    message: 'the settled condition has a count but no selector',
  });
});

test('a state that stands there before the input is refused also with quietness', async ({ page }) => {
  const { outcome } = await take(page, ask('x', { selector: 'input', quietMs: 50 }));
  expect(outcome).toMatchObject({ status: 'failed', message: expect.stringContaining('before the input') });
});

test('quietness alone ends at the last change after the input', async ({ page }) => {
  const result = await take(page, ask('fern', { quietMs: 2 * ANSWER_MS }));
  expectAnswerAfter(result, ANSWER_MS);
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
