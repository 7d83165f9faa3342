import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import {
  type BrowserServer,
  type BrowserServerNews,
  startBrowserServer,
} from '../../src/runner/browser/browser-server.ts';
import { childrenOf } from '../../src/telemetry/machine/processes.ts';
import { descendantsOf, isAlive } from '../cli/footfall.ts';

const PATIENCE_MS = 60_000;

test.skip(!existsSync('/proc/self/stat'), 'this system has no /proc');

const start = () => startBrowserServer(process.env.FOOTFALL_BROWSER || undefined);

const browserOf = (server: BrowserServer) => childrenOf(server.pid, /chrom|headless/i)[0] as number;

/** The temporary folder of a running browser. */
function profileOf(browser: number): string {
  const words = readFileSync(`/proc/${browser}/cmdline`, 'utf8').split('\0');
  const option = words.find((word) => word.startsWith('--user-data-dir=')) as string;
  return option.slice(option.indexOf('=') + 1);
}

/** Resolves once the server and all processes it started have exited. */
async function allGone(pids: number[]): Promise<void> {
  await expect.poll(() => pids.filter(isAlive), { timeout: PATIENCE_MS }).toEqual([]);
}

test('a running server reports its loop and canary delays; after a stop, nothing is left', async () => {
  const server = await start();
  const news: BrowserServerNews[] = [];
  server.listen((item) => news.push(item));
  const newsOf = (type: BrowserServerNews['type']) => news.filter((item) => item.type === type);
  await expect.poll(() => newsOf('canary').length, { timeout: PATIENCE_MS }).toBeGreaterThan(1);
  expect(newsOf('loop').length).toBeGreaterThan(1);
  for (const item of news) if (item.type === 'loop') expect(item.delayMs).toBeGreaterThanOrEqual(0);
  const pids = [server.pid, ...descendantsOf(server.pid)];
  const profile = profileOf(browserOf(server));
  await server.stop();
  await allGone(pids);
  expect(existsSync(dirname(profile))).toBe(false);
  expect(newsOf('browser ended')).toEqual([]);
  // A second stop finds nothing to do.
  await server.stop();
});

test('if the runner exits while the browser starts, no process is left', async () => {
  const files = mkdtempSync(join(tmpdir(), 'footfall-'));
  const child = fork(join(import.meta.dirname, '../../src/runner/browser/browser-server-process.ts'), [], {
    execArgv: ['--import', 'tsx'],
    env: {
      ...process.env,
      FOOTFALL_BROWSER: process.env.FOOTFALL_BROWSER ?? '',
      FOOTFALL_BROWSER_FILES: files,
    },
  });
  // Disconnects at once, while the process is still starting.
  child.disconnect();
  await new Promise((exited) => child.once('exit', exited));
  expect(descendantsOf(child.pid as number)).toEqual([]);
  expect(existsSync(files)).toBe(false);
});

test('if the browser is killed, clients are disconnected, and the server reports it and exits', async () => {
  const server = await start();
  const news: BrowserServerNews[] = [];
  server.listen((item) => news.push(item));
  const client = await chromium.connect(server.endpoint);
  const disconnected = new Promise((resolve) => client.once('disconnected', resolve));
  await client.newPage();
  const pids = [server.pid, ...descendantsOf(server.pid)];
  const profile = profileOf(browserOf(server));
  process.kill(browserOf(server), 'SIGKILL');
  await disconnected;
  await allGone(pids);
  await expect
    .poll(() => news, { timeout: PATIENCE_MS })
    .toContainEqual({ type: 'browser ended', how: 'SIGKILL' });
  expect(existsSync(profile)).toBe(false);
  await server.stop();
});

test('if the server is killed, its browser exits too, and its files are removed', async () => {
  const server = await start();
  const pids = [server.pid, ...descendantsOf(server.pid)];
  const profile = profileOf(browserOf(server));
  process.kill(server.pid, 'SIGKILL');
  await server.stop();
  await allGone(pids);
  expect(profile).toContain('/footfall-browser-');
  expect(existsSync(dirname(profile))).toBe(false);
});

test('a browser that hangs is killed', async () => {
  const server = await start();
  const pids = [server.pid, ...descendantsOf(server.pid)];
  process.kill(browserOf(server), 'SIGSTOP');
  await server.stop();
  await allGone(pids);
});

test('if the browser cannot start, the error has the reason, and no process is left', async () => {
  const before = childrenOf(process.pid, /./).length;
  await expect(startBrowserServer(process.execPath)).rejects.toThrow(/launch|browser/i);
  await expect.poll(() => childrenOf(process.pid, /./).length, { timeout: PATIENCE_MS }).toBe(before);
});
