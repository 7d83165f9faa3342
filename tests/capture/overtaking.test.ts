import { expect } from '@playwright/test';
import { detailsWhen, expectAnswerAfter, html, take, testOn, type } from './product.ts';

const SOON_MS = 150;
const LATE_MS = 600;

/** Shows whatever comes, also what was asked for a text that has been typed over: the mistake that products make. */
const careless = html(`
  <input><output></output>
  <script>
    const [input, output] = document.querySelectorAll('input, output');
    input.addEventListener('input', async () => {
      const text = input.value;
      const answer = await (await fetch('/suggest?q=' + text)).text();
      output.textContent = answer;
      output.dataset.for = text;
    });
  </script>`);

/** Asks the same address for every letter, and shows nothing until all answers are there. */
const patient = (address: string) =>
  html(`
    <input><output></output>
    <script>
      const [input, output] = document.querySelectorAll('input, output');
      const answers = [];
      input.addEventListener('input', async () => {
        const text = input.value;
        // Otherwise the browser's cache lets the second wait for the first.
        answers.push(fetch('${address}', { cache: 'no-store' }).then((answer) => answer.text()));
        await Promise.all(answers);
        output.dataset.for = text;
      });
    </script>`);

/** The answer to the first letter comes last. */
const numbered = (before: number, echo = '') => ({
  delayMs: before === 0 ? LATE_MS : SOON_MS,
  headers: { 'Server-Timing': `n;dur=${before + 1}${echo}` },
});

const test = testOn({
  '/': careless,
  // The first letter's answer comes late for words with s, and soon for others.
  '/suggest': ({ url = '' }) => {
    const text = url.split('q=')[1] ?? '';
    const late = text.startsWith('s') === (text.length === 1);
    return { body: `${text} `.repeat(40), delayMs: late ? LATE_MS : SOON_MS };
  },
  '/patient': patient('/number'),
  '/patient-untraced': patient('/number-untraced'),
  '/number': ({ headers }, before) => numbered(before, `, traceparent;desc="${headers.traceparent}"`),
  '/number-untraced': (_, before) => numbered(before),
});

const settledBy = {
  'its own mark': (text: string) => ({ selector: 'output', attribute: { name: 'data-for', value: text } }),
  'its own answer': () => ({ response: '/suggest' }),
};

for (const [name, settled] of Object.entries(settledBy)) {
  test(`an earlier letter's answer comes after the step's: it ends at ${name}`, async ({ page, product }) => {
    const result = await take(page, type('so', settled('so')));
    expectAnswerAfter(result, SOON_MS);
    const { request } = await detailsWhen(page, (details) => details.request);
    expect(request).toMatchObject({ url: `${product.url}/suggest?q=so`, matchedBy: 'traceparent' });
  });

  test(`an earlier letter's answer comes before the step's: it ends at ${name}`, async ({
    page,
    product,
  }) => {
    const result = await take(page, type('no', settled('no')));
    expectAnswerAfter(result, LATE_MS);
    const { request } = await detailsWhen(page, (details) => details.request);
    expect(request).toMatchObject({ url: `${product.url}/suggest?q=no`, matchedBy: 'traceparent' });
  });
}

for (const [path, matchedBy] of [
  ['/patient', 'traceparent'],
  ['/patient-untraced', 'time'],
]) {
  test(`an earlier letter's answer comes last before the step is settled, matched by ${matchedBy}`, async ({
    page,
    product,
  }) => {
    await page.goto(`${product.url}${path}`);
    expectAnswerAfter(await take(page, type('no', settledBy['its own mark']('no'))), SOON_MS);
    const { request } = await detailsWhen(page, (details) => details.request);
    expect(request).toMatchObject({ matchedBy, serverTimingMs: { n: 2 } });
  });
}
