import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { ask, expectAnswerAfter, html, take, testOn } from './product.ts';

const ANSWER_MS = 150;

const test = testOn(
  {
    '/': html(`
      <input><output></output>
      <script>
        document.querySelector('input').addEventListener('keydown', async ({ key }) => {
          if (key !== 'Enter') return;
          await (await fetch('/answer')).text();
          document.querySelector('output').dataset.for = 'answer';
        });
      </script>`),
    '/answer': { delayMs: ANSWER_MS },
  },
  { instruments: false },
);

test('without instruments only the clock runs', async ({ page, product, script }) => {
  for (const settled of [{ selector: '[data-for]' }, { response: '/answer' }]) {
    expectAnswerAfter(await take(page, ask('fern', settled)), ANSWER_MS);
    const before = Date.now();
    const { at, ...details } = await page.evaluate(() => window.__footfall.details());
    expect(details).toEqual({ vitals: {}, errors: [] });
    expect(Math.abs(at - before)).toBeLessThan(60_000);
  }
  expect(product.asked.filter(({ url }) => url === '/answer')).toMatchObject([
    { traceparent: undefined },
    { traceparent: undefined },
  ]);
  // Unused code must not be in the script: every document would have to parse it.
  expect(readFileSync(script, 'utf8')).not.toMatch(
    /traceparent|layout-shift|long-animation-frame|usedJSHeapSize|transferSize|renderBlockingStatus/,
  );
});
