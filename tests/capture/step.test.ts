import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { Action } from '../../fixtures/action.ts';
import { collectDetails, type StepResult, specOf, takeStep } from '../../fixtures/step.ts';
import { now } from '../../src/load/schedule.ts';
import { writePageScript } from '../../src/runner/page-script.ts';

/** The answer of the page under test takes this long: a latency below it is impossible. */
const ANSWER_MS = 150;

/** What the machine may add on top without the test being wrong. */
const SLACK_MS = 1500;

const html = (body: string) => `<!doctype html><link rel="icon" href="data:,"><body>${body}</body>`;

const pages: Record<string, string> = {
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
  '/next': html('<main data-for="next">The next page</main>'),
};

let url: string;
let script: string;
let close: () => void;

test.beforeAll(async () => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    response.setHeader(
      'Server-Timing',
      `app;dur=12.5, traceparent;desc="${request.headers.traceparent ?? ''}"`,
    );
    const page = pages[pathname];
    response.setHeader('Content-Type', page === undefined ? 'text/plain' : 'text/html');
    if (pathname === '/silence') return;
    const delayMs = pathname === '/' ? 0 : ANSWER_MS;
    setTimeout(() => response.end(page ?? 'an answer that is larger than its echo '.repeat(20)), delayMs);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  script = join(mkdtempSync(join(tmpdir(), 'footfall-')), 'page.js');
  writePageScript(script);
  close = () => {
    server.close();
    server.closeAllConnections();
  };
});

test.afterAll(() => close());

test.beforeEach(async ({ page }) => {
  await page.addInitScript({ path: script });
  await page.goto(url);
});

let steps = 0;

/** Takes one step now. */
async function take(page: Page, action: Action, timeoutMs = 5000): Promise<StepResult> {
  steps += 1;
  const spec = specOf(action, steps.toString(16).padStart(32, '0'), timeoutMs);
  const at = now();
  const timing = { firstInputAt: at, keysAt: [...(action.typed ?? '')].map(() => at), intendedAt: at };
  return takeStep(page, action, spec, timing);
}

const showing = (name: string) => ({ selector: '[data-for]', attribute: { name: 'data-for', value: name } });

const ask = (text: string): Action => ({
  kind: 'query',
  startsWith: 'keydown',
  aim: { selector: 'input', choice: 0 },
  begin: (page, { x, y }) => page.mouse.click(x, y),
  typed: text,
  settled: showing(text),
  act: (page) => page.keyboard.press('Enter'),
});

function expectAnswerTime({ outcome, inputAt, settledAt, frameAt }: StepResult) {
  expect(outcome).toEqual({ status: 'ok' });
  const [input, settled, frame] = [inputAt as number, settledAt as number, frameAt as number];
  expect(settled - input).toBeGreaterThanOrEqual(ANSWER_MS - 1);
  expect(frame).toBeGreaterThanOrEqual(settled);
  expect(frame - input).toBeLessThan(ANSWER_MS + SLACK_MS);
}

test('a typed query lasts from the Enter key to the paint of the answer, not of the letters', async ({
  page,
}) => {
  const result = await take(page, ask('fern'));
  expectAnswerTime(result);
  await page.waitForTimeout(500);
  const { request, contentfulMs, vitals } = await collectDetails(page);
  expect(request).toMatchObject({ matchedBy: 'traceparent', status: 200, serverTimingMs: { app: 12.5 } });
  expect(request?.url).toBe(`${url}/answer?q=fern`);
  expect((request?.responseEndMs ?? 0) - (request?.startMs ?? 0)).toBeGreaterThanOrEqual(ANSWER_MS - 1);
  // Chromium before 151 reports no contentful paint of an interaction.
  if (contentfulMs !== undefined) expect(contentfulMs).toBeGreaterThanOrEqual(ANSWER_MS - 1);
  expect(vitals.cls).toBeGreaterThanOrEqual(0);
});

test('what paints after the answer is not taken for it', async ({ page }) => {
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
  expectAnswerTime(result);
  await page.waitForTimeout(700);
  const { contentfulMs } = await collectDetails(page);
  if (contentfulMs !== undefined) {
    // Paint stamps of a page without cross-origin isolation are multiples of 4 ms.
    expect(contentfulMs).toBeLessThan((result.frameAt as number) - (result.inputAt as number) + 5);
  }
});

test('a letter that no key makes is put in, and counts when it is the last', async ({ page }) => {
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
  expectAnswerTime(await take(page, typing));
});

test('a page load that is never answered ends at its time-out', async ({ page }) => {
  const before = now();
  const { outcome } = await take(
    page,
    {
      kind: 'navigation',
      startsWith: 'navigation',
      settled: showing('next'),
      act: async (on) => {
        await on.goto(`${url}/silence`, { waitUntil: 'commit' });
      },
    },
    300,
  );
  expect(outcome).toEqual({ status: 'timeout', message: 'the page did not answer in time' });
  expect(now() - before).toBeLessThan(10_000);
});

test('a click that loads another page is carried over into it', async ({ page }) => {
  const result = await take(page, {
    kind: 'navigation',
    startsWith: 'click',
    aim: { selector: '#next', choice: 0 },
    settled: showing('next'),
    act: (on, { x, y }) => on.mouse.click(x, y),
  });
  expectAnswerTime(result);
  const { request, vitals } = await collectDetails(page);
  expect(request).toMatchObject({ matchedBy: 'navigation', url: `${url}/next?page=2`, status: 200 });
  expect(vitals.ttfbMs).toBeGreaterThanOrEqual(ANSWER_MS - 1);
});

test('a page load counts from its start', async ({ page }) => {
  const result = await take(page, {
    kind: 'navigation',
    startsWith: 'navigation',
    settled: showing('next'),
    act: async (on) => {
      await on.goto(`${url}/next`, { waitUntil: 'commit' });
    },
  });
  expectAnswerTime(result);
  await page.waitForTimeout(500);
  expect((await collectDetails(page)).vitals.fcpMs).toBeGreaterThanOrEqual(ANSWER_MS - 1);
});

test('going back counts from the call', async ({ page }) => {
  await take(page, ask('moss'));
  const result = await take(page, {
    kind: 'query',
    startsWith: 'call',
    settled: showing('home'),
    act: (on) => on.evaluate(() => window.__footfall.back()),
  });
  expectAnswerTime(result);
});

test('a result that never comes is given up at the time-out and stays a sample', async ({ page }) => {
  const action: Action = {
    ...ask('x'),
    startsWith: 'click',
    aim: { selector: '#never', choice: 0 },
    settled: showing('never'),
  };
  const { begin: _, act: __, typed: ___, ...rest } = action;
  const result = await take(page, { ...rest, act: (on, { x, y }) => on.mouse.click(x, y) }, 300);
  expect(result.outcome.status).toBe('timeout');
  expect(result.endedAt - (result.inputAt as number)).toBeGreaterThanOrEqual(299);
});

test('an error that the product shows is a failed step, in its own words', async ({ page }) => {
  const result = await take(page, {
    kind: 'query',
    startsWith: 'click',
    aim: { selector: '#refuse', choice: 0 },
    settled: showing('refuse'),
    refused: '.error',
    act: (on, { x, y }) => on.mouse.click(x, y),
  });
  expect(result.outcome).toEqual({ status: 'failed', message: 'the page shows an error: No more today' });
});

test('a step whose element is missing fails and names it', async ({ page }) => {
  const { outcome } = await take(page, { ...ask('x'), aim: { selector: '#missing', choice: 0 } });
  expect(outcome).toEqual({ status: 'failed', message: 'nothing to be seen on the page matches #missing' });
});

test('a result that stands there before the input cannot be timed', async ({ page }) => {
  await take(page, ask('fern'));
  const { outcome } = await take(page, ask('fern'));
  expect(outcome).toMatchObject({ status: 'failed', message: expect.stringContaining('before the input') });
});

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
