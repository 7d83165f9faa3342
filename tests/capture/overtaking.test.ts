import { expect } from '@playwright/test';
import { detailsWhen, expectAnswerAfter, html, take, testOn, type } from './product.ts';

const SOON_MS = 150;
const LATE_MS = 600;

/** Shows every response, even for an outdated query: a common mistake in products. */
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

/** Requests the same URL for every letter, and shows nothing until all responses have arrived. */
const patient = (address: string) =>
  html(`
    <input><output></output>
    <script>
      const [input, output] = document.querySelectorAll('input, output');
      const answers = [];
      input.addEventListener('input', async () => {
        const text = input.value;
        // Otherwise the browser's cache makes the second request wait for the first.
        answers.push(fetch('${address}', { cache: 'no-store' }).then((answer) => answer.text()));
        await Promise.all(answers);
        output.dataset.for = text;
      });
    </script>`);

/** The response to the first letter arrives last. */
const numbered = (before: number, echo = '') => ({
  delayMs: before === 0 ? LATE_MS : SOON_MS,
  headers: { 'Server-Timing': `n;dur=${before + 1}${echo}` },
});

const test = testOn({
  '/': careless,
  // For words with s, the first letter's response is late and the others are early; for other words, the
  // reverse.
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
  'its own response': () => ({ response: '/suggest' }),
};

for (const [name, settled] of Object.entries(settledBy)) {
  test(`an earlier letter's response arrives after the step's: the step ends at ${name}`, async ({
    page,
    product,
  }) => {
    const result = await take(page, type('so', settled('so')));
    expectAnswerAfter(result, SOON_MS);
    const { request } = await detailsWhen(page, (details) => details.request);
    expect(request).toMatchObject({ url: `${product.url}/suggest?q=so`, matchedBy: 'traceparent' });
  });

  test(`an earlier letter's response arrives before the step's: the step ends at ${name}`, async ({
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
  test(`an earlier letter's response arrives last before the step settles, matched by ${matchedBy}`, async ({
    page,
    product,
  }) => {
    await page.goto(`${product.url}${path}`);
    expectAnswerAfter(await take(page, type('no', settledBy['its own mark']('no'))), SOON_MS);
    const { request } = await detailsWhen(page, (details) => details.request);
    expect(request).toMatchObject({ matchedBy, serverTimingMs: { n: 2 } });
  });
}
