import { expect } from '@playwright/test';
import { now } from '../../src/load/clock.ts';
import type { Action } from '../../src/user/action.ts';
import { collectDetails } from '../../src/user/step.ts';
import { ask as askFor, click, detailsWhen, expectAnswerAfter, html, take, testOn } from './product.ts';

/** The product's response takes this long: a lower latency is impossible. */
const ANSWER_MS = 150;

const test = testOn({
  '/': html(`
    <input><a id="next" href="/next?page=2">next</a><output></output>
    <button id="never">never</button><button id="refuse">refuse</button>
    <script>
      const output = document.querySelector('output');
      const show = (name, text) => { output.textContent = text; output.dataset.for = name; };
      const input = document.querySelector('input');
      input.addEventListener('keydown', async ({ key }) => {
        if (key !== 'Enter') return;
        const text = input.value;
        const answer = await fetch('/answer?q=' + text);
        show(text, await answer.text());
        history.pushState({}, '', '/found');
      });
      addEventListener('popstate', () => setTimeout(() => show('home', 'home again'), ${ANSWER_MS}));
      document.querySelector('#refuse').onclick = () => {
        output.insertAdjacentHTML('beforeend', '<p class="error">No more today</p>');
        show('refuse', output.textContent);
        output.innerHTML = '<p class="error">No more today</p>';
      };
    </script>`),
  '/next': { ...html('<main data-for="next">The next page</main>'), delayMs: ANSWER_MS },
  '/answer': { delayMs: ANSWER_MS },
  '/silence': () => 'silence',
});

const showing = (name: string) => ({ selector: '[data-for]', attribute: { name: 'data-for', value: name } });

const ask = (text: string): Action => askFor(text, showing(text));

test('a typed query lasts from the Enter key to the paint of the result, not of the letters', async ({
  page,
  product,
}) => {
  const result = await take(page, ask('fern'));
  expectAnswerAfter(result, ANSWER_MS);
  const { request, contentfulMs, vitals } = await detailsWhen(page, (details) => details.request);
  expect(request).toMatchObject({ matchedBy: 'traceparent', status: 200, serverTimingMs: { app: 12.5 } });
  expect(request?.url).toBe(`${product.url}/answer?q=fern`);
  expect((request?.responseEndMs ?? 0) - (request?.startMs ?? 0)).toBeGreaterThanOrEqual(ANSWER_MS - 1);
  // Chromium before 151 reports no contentful paints of interactions.
  if (contentfulMs !== undefined) {
    expect(contentfulMs).toBeGreaterThanOrEqual(ANSWER_MS - 1);
    expect(vitals.icpMs).toBe(contentfulMs);
  }
  expect(vitals.cls).toBeGreaterThanOrEqual(0);
});

test('a paint after the result does not count as its paint', async ({ page }) => {
  await page.evaluate(() => {
    const loading = document.createElement('h1');
    loading.textContent = 'Loading '.repeat(30);
    document.querySelector('input')?.addEventListener('keydown', () => document.body.append(loading));
    new MutationObserver(() =>
      setTimeout(
        () => document.body.insertAdjacentHTML('beforeend', `<h1>${'later and larger '.repeat(60)}</h1>`),
        200,
      ),
    ).observe(document.querySelector('output') as Element, { childList: true });
  });
  const result = await take(page, ask('fern'));
  expectAnswerAfter(result, ANSWER_MS);
  await page.waitForTimeout(700);
  const { contentfulMs, vitals } = await collectDetails(page);
  if (contentfulMs !== undefined) {
    // But it is the largest of the interaction.
    expect(vitals.icpMs).toBeGreaterThan(contentfulMs + 150);
    // Without cross-origin isolation, paint timestamps are multiples of 4 ms.
    expect(contentfulMs).toBeLessThan((result.frameAt as number) - (result.inputAt as number) + 5);
  }
});

test('a letter that has no key is inserted, and counts as the input if it is the last', async ({ page }) => {
  const { act: _, ...typing } = ask('café');
  await page.evaluate(() => {
    const input = document.querySelector('input') as HTMLInputElement;
    const output = document.querySelector('output') as HTMLElement;
    input.addEventListener('input', () => {
      const text = input.value;
      setTimeout(() => {
        output.textContent = text;
        output.dataset.for = text;
      }, 150);
    });
  });
  expectAnswerAfter(await take(page, typing), ANSWER_MS);
});

test('such a letter also counts after a key that inserts nothing', async ({ page }) => {
  await page.evaluate(() => {
    const input = document.querySelector('input') as HTMLInputElement;
    const output = document.querySelector('output') as HTMLElement;
    input.addEventListener('input', () => {
      output.dataset.for = input.value;
    });
  });
  let pressedAt = 0;
  const { act: _, begin, ...typing } = ask('é');
  const { inputAt } = await take(page, {
    ...typing,
    begin: async (on, aim) => {
      await begin?.(on, aim);
      await on.keyboard.press('ArrowRight');
      pressedAt = await on.evaluate(() => performance.timeOrigin + performance.now());
    },
  });
  expect(inputAt).toBeGreaterThanOrEqual(pressedAt);
});

test('an abandoned step does not affect the next', async ({ page, product }) => {
  await page.evaluate(() =>
    window.__footfall.arm({
      id: 'a'.repeat(32),
      startsWith: 'click',
      settled: { selector: '#missing' },
      timeoutMs: 300,
      quietMs: 100,
    }),
  );
  await page.mouse.click(1, 1);
  const { begin, ...asking } = ask('fern');
  const result = await take(page, {
    ...asking,
    begin: async (on, aim) => {
      // By then the previous step has timed out.
      await on.waitForTimeout(600);
      await begin?.(on, aim);
    },
  });
  expectAnswerAfter(result, ANSWER_MS);
  const { request } = await detailsWhen(page, (details) => details.request);
  expect(request).toMatchObject({ url: `${product.url}/answer?q=fern`, matchedBy: 'traceparent' });
});

test('a page load without a response ends at its time-out', async ({ page, product }) => {
  const before = now();
  const { outcome } = await take(
    page,
    {
      kind: 'navigation',
      startsWith: 'navigation',
      settled: showing('next'),
      act: async (on) => {
        await on.goto(`${product.url}/silence`, { waitUntil: 'commit' });
      },
    },
    300,
  );
  expect(outcome).toEqual({ status: 'timeout', message: 'the page did not answer in time' });
  expect(now() - before).toBeLessThan(60_000);
});

test('a click that loads another page is carried over to it', async ({ page, product }) => {
  const result = await take(page, click('#next', showing('next')));
  expectAnswerAfter(result, ANSWER_MS);
  const { request, vitals } = await collectDetails(page);
  expect(request).toMatchObject({ matchedBy: 'navigation', url: `${product.url}/next?page=2`, status: 200 });
  expect(vitals.ttfbMs).toBeGreaterThanOrEqual(ANSWER_MS - 1);
});

test('a page load is timed from its start', async ({ page, product }) => {
  const result = await take(page, {
    kind: 'navigation',
    startsWith: 'navigation',
    settled: showing('next'),
    act: async (on) => {
      await on.goto(`${product.url}/next`, { waitUntil: 'commit' });
    },
  });
  expectAnswerAfter(result, ANSWER_MS);
  await page.waitForTimeout(500);
  expect((await collectDetails(page)).vitals.fcpMs).toBeGreaterThanOrEqual(ANSWER_MS - 1);
});

test('going back is timed from the call', async ({ page }) => {
  await take(page, ask('moss'));
  const result = await take(page, {
    kind: 'query',
    startsWith: 'call',
    settled: showing('home'),
    act: (on) => on.evaluate(() => window.__footfall.back()),
  });
  expectAnswerAfter(result, ANSWER_MS);
});

test('a step without a result is given up at the time-out and still counts as a sample', async ({ page }) => {
  const result = await take(page, click('#never', showing('never')), 300);
  expect(result.outcome.status).toBe('timeout');
  expect(result.endedAt - (result.inputAt as number)).toBeGreaterThanOrEqual(299);
});

test('a step fails with the error message that the product shows', async ({ page }) => {
  const result = await take(page, { ...click('#refuse', showing('refuse')), refused: '.error' });
  expect(result.outcome).toEqual({ status: 'failed', message: 'the page shows an error: No more today' });
});

test('a step whose element is missing fails with its selector', async ({ page }) => {
  const { outcome } = await take(page, { ...ask('x'), aim: { selector: '#missing', choice: 0 } });
  expect(outcome).toEqual({ status: 'misfit', message: 'nothing matches #missing' });
});

test('a result that is already shown before the input cannot be timed', async ({ page }) => {
  await take(page, ask('fern'));
  const { outcome } = await take(page, ask('fern'));
  expect(outcome).toMatchObject({ status: 'misfit', message: expect.stringContaining('before the input') });
});

for (const [address, status] of [
  ['http://', 'misfit'],
  ['http://127.0.0.1:1/', 'failed'],
] as const) {
  test(`an action that opens ${address} is ${status}`, async ({ page }) => {
    const { outcome } = await take(page, {
      kind: 'navigation',
      startsWith: 'navigation',
      settled: { selector: 'main' },
      act: async (on) => void (await on.goto(address)),
    });
    expect(outcome, JSON.stringify(outcome)).toMatchObject({ status });
  });
}

test('an error in the page is recorded with the step', async ({ page }) => {
  const action = ask('iris');
  await take(page, {
    ...action,
    act: async (on) => {
      await on.evaluate(() =>
        setTimeout(() => {
          throw new Error('boom');
        }),
      );
      await on.keyboard.press('Enter');
    },
  });
  expect((await collectDetails(page)).errors).toMatchObject([{ message: 'Error: boom' }]);
});
