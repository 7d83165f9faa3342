import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { kindOf, LATE_MS, openAnswerTimes } from './answers.ts';

/** Timers have a resolution of one millisecond; a shorter remainder than this is not waited for. */
const CLOSE_ENOUGH_MS = 0.5;

const LARGE = { rows: 200, charactersPerRow: 1000 };

const page = readFileSync(join(import.meta.dirname, 'page.html'), 'utf8');

/**
 * The simplest possible search product: one input, a list, and answers that take a known time. Each response
 * reports in `Server-Timing` how long its user was meant to wait (`nominal`) and how long it was held from the
 * request's arrival until its first byte was written (`app`).
 *
 * @param seed the same seed and order of questions give the same times
 */
export async function serveKnownAnswers(seed: number): Promise<{ url: string; close: () => void }> {
  const nextMs = openAnswerTimes(seed);
  const server = createServer((request, response) => {
    const arrivedAt = performance.now();
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    if (pathname === '/answer')
      answer(request, response, arrivedAt, searchParams.get('q') ?? '', nextMs).catch(() =>
        response.destroy(),
      );
    else if (pathname === '/healthz') response.end(health());
    else response.setHeader('Content-Type', 'text/html').end(page);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** With the process id, a run can distinguish this server's CPU time from the machine's. */
function health(): string {
  const now = performance.timeOrigin + performance.now();
  return JSON.stringify({ tiers: [{ name: 'app', kind: 'known answers', pids: [process.pid] }], now });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  arrivedAt: number,
  question: string,
  nextMs: ReturnType<typeof openAnswerTimes>,
): Promise<void> {
  const kind = kindOf(question);
  const nominalMs = nextMs(kind);
  const renderAfterMs = kind === 'rendered late' ? LATE_MS : 0;
  const { traceparent } = request.headers;
  const setServerTiming = () => {
    const heldMs = performance.now() - arrivedAt;
    const times = [`app;dur=${heldMs.toFixed(3)}`, `nominal;dur=${(nominalMs + renderAfterMs).toFixed(3)}`];
    if (typeof traceparent === 'string' && /^[\da-f-]+$/.test(traceparent)) {
      times.push(`traceparent;desc="${traceparent}"`);
    }
    response.setHeader('Server-Timing', times.join(', '));
  };
  if (kind === 'two parts') {
    await until(arrivedAt + nominalMs / 2);
    response.setHeader('Content-Type', 'application/x-ndjson');
    setServerTiming();
    response.write(`${JSON.stringify({ results: rows(question, 3), more: true })}\n`);
    await until(arrivedAt + nominalMs);
    response.end(`${JSON.stringify({ results: rows(question, 10) })}\n`);
    return;
  }
  const body = JSON.stringify({
    results: kind === 'large' ? largeRows(question) : rows(question, 10),
    renderAfterMs,
  });
  await until(arrivedAt + nominalMs);
  response.setHeader('Content-Type', 'application/json');
  setServerTiming();
  response.end(body);
}

function rows(question: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${question} ${index + 1}`);
}

function largeRows(question: string): string[] {
  return rows(question, LARGE.rows).map((row) =>
    `${row} `.repeat(Math.ceil(LARGE.charactersPerRow / (row.length + 1))),
  );
}

/**
 * Resolves when `performance.now()` reaches `at`. A timer counts from the start of its turn of the event
 * loop, so one that was set later in that turn can fire too early: this then waits again.
 */
async function until(at: number): Promise<void> {
  for (let leftMs = at - performance.now(); leftMs > CLOSE_ENOUGH_MS; leftMs = at - performance.now()) {
    await new Promise((wait) => setTimeout(wait, Math.round(leftMs)));
  }
}
