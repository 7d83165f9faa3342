import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { pageShell } from '../server/page-shell.ts';
import { answerOf } from './web-answers.ts';

const WEB_FOLDER = fileURLToPath(new URL('../web', import.meta.url));

const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

export interface WebSite {
  url: string;
  /** The requested paths, in order; a test clears it before counting. */
  requests: string[];
  stop(): Promise<void>;
}

/** Builds the web app into its own folder. */
export async function buildWeb(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'web-site-'));
  await build({ root: WEB_FOLDER, logLevel: 'warn', build: { outDir: folder, emptyOutDir: true } });
  return folder;
}

/** Builds the web app and serves it with known API responses instead of the real server. */
export async function startWebSite(): Promise<WebSite> {
  const folder = await buildWeb();
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://site');
    requests.push(url.pathname + url.search);
    if (url.pathname.startsWith('/api/')) await sendAnswer(url, response);
    else if (extname(url.pathname) !== '') await sendFile(join(folder, url.pathname), response);
    else await sendPage(folder, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  };
  return { url: `http://127.0.0.1:${port}`, requests, stop };
}

async function sendAnswer(url: URL, response: ServerResponse): Promise<void> {
  const { body, status, delayMs } = answerOf(url);
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Sends the page in the same way as the server. */
async function sendPage(folder: string, response: ServerResponse): Promise<void> {
  const built = await readFile(join(folder, 'index.html'), 'utf8');
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...ISOLATED })
    .end(pageShell(built, { suggestionPauseMs: 0, keptViews: 10 }, []));
}

async function sendFile(path: string, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/javascript', ...ISOLATED }).end(await readFile(path));
}
