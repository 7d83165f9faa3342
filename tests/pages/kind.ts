import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import type { Action } from '../../src/user/action.ts';

/** How a server answers one path. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Both addresses lead to the same server: two origins for the browser. */
export interface Urls {
  url: string;
  otherUrl: string;
}

/** One way to tell when the step is done. */
export interface Way {
  action: Action;
  /** What Footfall must say of the step: the true time, or that it may be wrong (or both), or that the model is wrong. */
  verdict: 'true' | 'doubtful' | 'misfit';
}

/**
 * A kind of page, with its truth: the page notes in `window.truth` when the input came and when the frame that shows the
 * result was handed over, by its own clock and its own code.
 */
export interface Kind {
  /** In a few words, for the table. */
  what: string;
  routes: Record<string, Handler>;
  /** The step, by how its end is recognised. */
  ways(urls: Urls): Record<string, Way>;
  /** Runs before the page's script is installed: an extension, for example. */
  earlier?: string;
  /** A server may need more than routes. */
  upgrade?(request: IncomingMessage, socket: import('node:stream').Duplex, head: Buffer): void;
}

/**
 * What a page under test does for its truth. Its natives are its own, taken before it replaces any; its clock is what the
 * browser stamps on an event, which no script can replace.
 */
const truthScript = `
  const truth = (window.truth = {});
  const natives = { frame: requestAnimationFrame.bind(window), Channel: MessageChannel };
  const now = () => performance.timeOrigin + new Event('now').timeStamp;
  const acted = (event) => { truth.inputAt = performance.timeOrigin + event.timeStamp; delete truth.shownAt; };
  const shown = (then = () => {}) => natives.frame(() => {
    const { port1, port2 } = new natives.Channel();
    port1.onmessage = () => { truth.shownAt = now(); then(); };
    port2.postMessage(0);
  });
  const rest = (ms) => new Promise((done) => setTimeout(done, ms));
`;

/** A page that knows its truth. `script` runs after `body`, with `acted(event)`, `shown()`, `rest(ms)` at hand. */
export const pageOf =
  (body: string, script = '', head = ''): Handler =>
  (_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><link rel="icon" href="data:,">${head}
<style>body { font: 16px sans-serif } .hit { height: 30px; background: #eee; margin: 4px }</style>
<script>${truthScript}</script><body>${body}<script>${script}</script></body></html>`);
  };

/** Answers with JSON after a time. */
export const after =
  (ms: number, answer: (request: IncomingMessage, body: string) => unknown = () => ({})): Handler =>
  async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    await pause(ms);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(answer(request, body)));
  };

export const javascript =
  (text: string, ms = 0): Handler =>
  async (_request, response) => {
    await pause(ms);
    response.setHeader('Content-Type', 'text/javascript');
    response.end(text);
  };

/** Hits as HTML, in a page's script. */
export const hitsScript = `
  const hits = (text, count = 6) => Array.from({ length: count }, (_, n) => '<div class="hit"><a href="#' + n + '">' + text + ' ' + n + '</a></div>').join('');
`;

const box = { selector: 'input', choice: 0 };

/** Types a text into the search box; timed from its last letter. */
export const typing = (text: string, settled: Action['settled']): Action => ({
  kind: 'suggestion',
  startsWith: 'keydown',
  aim: box,
  begin: (page, { x, y }) => page.mouse.click(x, y, { clickCount: 3 }),
  typed: text,
  settled,
});

/** Types a text and submits it; timed from Enter. */
export const searching = (text: string, settled: Action['settled']): Action => ({
  ...typing(text, settled),
  kind: 'query',
  act: (page) => page.keyboard.press('Enter'),
});

export const clicking = (selector: string, settled: Action['settled'], choice = 0): Action => ({
  kind: 'query',
  startsWith: 'click',
  aim: { selector, choice },
  act: (page, { x, y }) => page.mouse.click(x, y),
  settled,
});

/**
 * A page with a search box. `onEnter` is what it does when a query is submitted, with `box`, `list` and `show(html)` at
 * hand.
 */
export const searchPage = (
  onEnter: string,
  { first = '', body = '', head = '' }: { first?: string; body?: string; head?: string } = {},
): Handler =>
  pageOf(
    `${body}<input><div id="hits"></div>`,
    `${hitsScript}
    const [box, list] = document.querySelectorAll('input, #hits');
    const show = (html) => { list.innerHTML = html; shown(); };
    ${first}
    box.addEventListener('keydown', async (event) => {
      acted(event);
      if (event.key !== 'Enter') return;
      ${onEnter}
    });`,
    head,
  );

/** A script with what it imports, as a product would deliver it. */
export function bundled(contents: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    format: 'iife',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
