import { fork } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
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

/** Resolves once the server and all that it started are gone. */
async function allGone(pids: number[]): Promise<void> {
  await expect.poll(() => pids.filter(isAlive), { timeout: PATIENCE_MS }).toEqual([]);
}

test('while it is up it tells how late its loop and its canary are; stopped, it leaves nothing', async () => {
  const server = await start();
  const news: BrowserServerNews[] = [];
  server.listen((item) => news.push(item));
  const told = (type: BrowserServerNews['type']) => news.filter((item) => item.type === type);
  await expect.poll(() => told('canary').length, { timeout: PATIENCE_MS }).toBeGreaterThan(1);
  expect(told('loop').length).toBeGreaterThan(1);
  for (const item of news) if (item.type === 'loop') expect(item.delayMs).toBeGreaterThanOrEqual(0);
  const pids = [server.pid, ...descendantsOf(server.pid)];
  await server.stop();
  await allGone(pids);
  expect(told('browser ended')).toEqual([]);
  // A second stop finds nothing to do.
  await server.stop();
});

test('a runner that goes away while the browser starts leaves none behind', async () => {
  const child = fork(join(import.meta.dirname, '../../src/runner/browser/browser-server-process.ts'), [], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, FOOTFALL_BROWSER: process.env.FOOTFALL_BROWSER ?? '' },
  });
  // It waits for nobody: the process is hardly there.
  child.disconnect();
  await new Promise((exited) => child.once('exit', exited));
  expect(descendantsOf(child.pid as number)).toEqual([]);
});

test('a browser that is killed: clients are let go, the server says so and ends', async () => {
  const server = await start();
  const news: BrowserServerNews[] = [];
  server.listen((item) => news.push(item));
  const client = await chromium.connect(server.endpoint);
  const letGo = new Promise((resolve) => client.once('disconnected', resolve));
  await client.newPage();
  const pids = [server.pid, ...descendantsOf(server.pid)];
  const profile = profileOf(browserOf(server));
  process.kill(browserOf(server), 'SIGKILL');
  await letGo;
  await allGone(pids);
  await expect
    .poll(() => news, { timeout: PATIENCE_MS })
    .toContainEqual({ type: 'browser ended', how: 'SIGKILL' });
  expect(existsSync(profile)).toBe(false);
  await server.stop();
});

test('a server that is killed takes its browser with it', async () => {
  const server = await start();
  const pids = [server.pid, ...descendantsOf(server.pid)];
  const profile = profileOf(browserOf(server));
  process.kill(server.pid, 'SIGKILL');
  await server.stop();
  await allGone(pids);
  // Nobody was left to remove it.
  rmSync(profile, { recursive: true, force: true });
});

test('a browser that hangs is killed', async () => {
  const server = await start();
  const pids = [server.pid, ...descendantsOf(server.pid)];
  process.kill(browserOf(server), 'SIGSTOP');
  await server.stop();
  await allGone(pids);
});

test('a browser that cannot be started: its reason, and no process', async () => {
  const before = childrenOf(process.pid, /./).length;
  await expect(startBrowserServer(process.execPath)).rejects.toThrow(/launch|browser/i);
  await expect.poll(() => childrenOf(process.pid, /./).length, { timeout: PATIENCE_MS }).toBe(before);
});
