import { mkdtempSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { test as base, expect, type Page } from '@playwright/test';
import { now } from '../../src/load/clock.ts';
import { writePageScript } from '../../src/runner/browser/page-script.ts';
import type { Action } from '../../src/user/action.ts';
import { type Collected, collectDetails, type StepResult, specOf, takeStep } from '../../src/user/step.ts';

/** How the test server responds to one path. */
export interface Answer {
  type?: string;
  /** Parts are sent one by one, each after the delay. */
  body?: string | Buffer | string[];
  delayMs?: number;
  status?: number;
  headers?: Record<string, string>;
}

/** A response can depend on the request, and on the number of earlier requests to the same path. */
export type Route = Answer | ((request: IncomingMessage, before: number) => Answer | 'silence');

export interface Product {
  url: string;
  /** The same server under another name: another origin for the browser. */
  otherUrl: string;
  /** Every request so far. */
  asked: { method: string; url: string; traceparent: string | undefined }[];
}

/** What the machine may add without failing a test. */
const SLACK_MS = 5000;

export const html = (body: string): Answer => ({
  type: 'text/html',
  body: `<!doctype html><link rel="icon" href="data:,"><body>${body}</body>`,
});

/** Larger than the echo of a few letters, so that it has its own contentful paint. */
export const longText = 'an answer that is larger than its echo '.repeat(20);

/** A test with a page that contains the clock, on a small product with known response times. */
export function testOn(
  routes: Record<string, Route>,
  options: { instruments: boolean } = { instruments: true },
) {
  return base.extend<object, { product: Product; script: string }>({
    script: [
      async ({}, use) => {
        const script = join(mkdtempSync(join(tmpdir(), 'footfall-')), 'page.js');
        writePageScript(script, options.instruments);
        await use(script);
      },
      { scope: 'worker' },
    ],
    product: [
      async ({}, use) => {
        const asked: Product['asked'] = [];
        const server = createServer((request, response) => {
          const url = request.url ?? '';
          const path = url.split('?')[0] as string;
          const before = asked.filter((earlier) => earlier.url.split('?')[0] === path).length;
          const { traceparent } = request.headers as { traceparent?: string };
          asked.push({ method: request.method ?? '', url, traceparent });
          const route = routes[path] ?? { status: 404 };
          const answer = typeof route === 'function' ? route(request, before) : route;
          if (answer !== 'silence') give(answer, request, response);
        });
        server.listen(0, '127.0.0.1');
        await new Promise((listening) => server.once('listening', listening));
        const { port } = server.address() as AddressInfo;
        await use({ url: `http://127.0.0.1:${port}`, otherUrl: `http://localhost:${port}`, asked });
        server.close();
        server.closeAllConnections();
      },
      { scope: 'worker' },
    ],
    page: async ({ page, script, product }, use) => {
      await page.addInitScript({ path: script });
      await page.goto(product.url);
      await use(page);
    },
  });
}

async function give(answer: Answer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { type = 'text/plain', body = longText, delayMs = 0, status = 200, headers } = answer;
  const { traceparent = '' } = request.headers;
  const parts = Array.isArray(body) ? body : [body];
  response.on('error', () => {});
  for (const part of parts) {
    await pause(delayMs);
    if (!response.headersSent) {
      response.writeHead(status, {
        'Content-Type': type,
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Server-Timing': `app;dur=12.5, traceparent;desc="${traceparent}"`,
        ...headers,
      });
    }
    response.write(part);
  }
  response.end();
}

let steps = 0;

/** Performs one step now. */
export async function take(
  page: Page,
  action: Action,
  timeoutMs = 20_000,
  quietMs?: number,
): Promise<StepResult> {
  steps += 1;
  const spec = specOf(action, steps.toString(16).padStart(32, '0'), timeoutMs, quietMs);
  const at = now();
  const timing = { firstInputAt: at, keysAt: [...(action.typed ?? '')].map(() => at), intendedAt: at };
  return takeStep(page, action, spec, timing);
}

/** Types into the input field; timed from the last letter. */
export const type = (text: string, settled: Action['settled']): Action => ({
  kind: 'suggestion',
  startsWith: 'keydown',
  aim: { selector: 'input', choice: 0 },
  begin: (page, { x, y }) => page.mouse.click(x, y),
  typed: text,
  settled,
});

/** Types into the input field and submits; timed from the Enter key. */
export const ask = (text: string, settled: Action['settled']): Action => ({
  ...type(text, settled),
  kind: 'query',
  act: (page) => page.keyboard.press('Enter'),
});

export const click = (selector: string, settled: Action['settled']): Action => ({
  kind: 'query',
  startsWith: 'click',
  aim: { selector, choice: 0 },
  settled,
  act: (page, { x, y }) => page.mouse.click(x, y),
});

/** Times of a successful step, from its input. */
export function timesOf({ outcome, inputAt, settledAt, frameAt }: StepResult) {
  expect(outcome).toEqual({ status: 'ok' });
  const [input, settled, frame] = [inputAt as number, settledAt as number, frameAt as number];
  return { inputAt: input, settledMs: settled - input, frameMs: frame - input };
}

/** The step ended at a response that took `answerMs`, and was painted after it. */
export function expectAnswerAfter(result: StepResult, answerMs: number) {
  const { settledMs, frameMs } = timesOf(result);
  // A timer of Node can fire up to 1 ms early.
  expect(settledMs).toBeGreaterThanOrEqual(answerMs - 1);
  expect(frameMs).toBeGreaterThanOrEqual(settledMs);
  expect(frameMs).toBeLessThan(answerMs + SLACK_MS);
}

/** The details, once the late entries that the test needs have arrived. */
export async function detailsWhen(page: Page, complete: (details: Collected) => unknown): Promise<Collected> {
  let details: Collected = { vitals: {}, errors: [] };
  await expect
    .poll(
      async () => {
        details = await collectDetails(page);
        return Boolean(complete(details));
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  return details;
}
