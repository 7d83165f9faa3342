import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers take this long, uniformly drawn: true p50 70, p95 97 ms. */
const ANSWER_MS = { min: 40, max: 100 };

const page = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Plain</title><link rel="icon" href="data:,">
<body data-ready="/"><form><input name="q" aria-label="Search" autocomplete="off"></form><ol id="results"></ol>
<script>
document.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const input = document.querySelector('input');
  const text = input.value;
  input.value = '';
  // A blinking caret costs half a percent of a core, in every page.
  input.blur();
  const { results } = await (await fetch('/answer?q=' + encodeURIComponent(text))).json();
  const list = document.createElement('ol');
  list.id = 'results';
  list.dataset.for = text;
  for (const result of results) list.append(Object.assign(document.createElement('li'), { textContent: result }));
  document.querySelector('#results').replaceWith(list);
});
</script>`;

/** The plainest search product there can be: one input, ten results, answers after a known time. */
export async function servePlainPage(): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    if (pathname !== '/answer') {
      response.setHeader('Content-Type', 'text/html');
      response.end(page);
      return;
    }
    const results = Array.from({ length: 10 }, (_, index) => `${searchParams.get('q')} ${index + 1}`);
    const delayMs = ANSWER_MS.min + Math.random() * (ANSWER_MS.max - ANSWER_MS.min);
    setTimeout(() => response.end(JSON.stringify({ results })), delayMs);
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
