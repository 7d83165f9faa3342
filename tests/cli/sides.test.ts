import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { endGroup } from '../../src/cli/product/process-group.ts';
import { answer, untilReady } from '../../src/cli/product/side-answer.ts';
import { startWithCommand } from '../../src/cli/product/side-command.ts';
import { flagWords } from '../../src/cli/product/side-words.ts';
import { processesMentioning } from '../../target/tests/processes.ts';
import { freePort } from './free-port.ts';

/** Commands that start a side, with real processes. */

const product = join(import.meta.dirname, 'product-server.js');
const never = new AbortController().signal;

/** Serves one answer to everything, as long as `act` takes. */
async function served(
  status: number,
  headers: Record<string, string>,
  act: (url: string) => Promise<void>,
): Promise<void> {
  const server = createServer((_request, response) => response.writeHead(status, headers).end());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}

test('a command is waited for, and its whole group is gone afterwards', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  // A shell, a shell in it, and the product in that one: npm scripts nest like this.
  const command = `sh -c "sleep 0.5; node '${product}' ${port} 1 & wait"`;
  const side = await startWithCommand({ url, command }, [], never, flagWords('base'));
  expect(await answer(url, [])).toBe('answered');
  expect(side.ended()).toBeUndefined();
  expect(processesMentioning(`${product} ${port}`.replaceAll(' ', '\0'))).toHaveLength(1);
  await side.stop();
  expect(processesMentioning(String(port))).toEqual([]);
  expect(await answer(url, [])).toBe('ECONNREFUSED');
});

test('a command that ends is told with its exit code and its last words', async () => {
  const url = `http://127.0.0.1:${await freePort()}/`;
  const command = `echo building; echo '\u001b[31mno such module' >&2; exit 7`;
  await expect(startWithCommand({ url, command }, [], never, flagWords('head'))).rejects.toThrow(
    `head: "${command}" ended (exit code 7) before ${url} answered; it must start the product and keep running; its last words:\nbuilding\nno such module`,
  );
});

test('a command for an address that answers already is refused: what is measured would not be its product', async () => {
  await served(200, {}, async (url) => {
    await expect(
      startWithCommand({ url, command: 'sleep 60' }, [], never, flagWords('base')),
    ).rejects.toThrow(
      `base: ${url} answers already, before "sleep 60" was started; stop what runs there, correct --base, or leave --base-command out`,
    );
  });
});

test('an interruption while a side starts ends its command', async () => {
  const interruption = new AbortController();
  const mark = `31.${await freePort()}`;
  const url = `http://127.0.0.1:${await freePort()}/`;
  const starting = startWithCommand(
    { url, command: `sleep ${mark}` },
    [],
    interruption.signal,
    flagWords('base'),
  );
  starting.catch(() => {});
  await expect.poll(() => processesMentioning(mark).length, { timeout: 60_000 }).toBeGreaterThan(0);
  interruption.abort(new Error('enough'));
  await expect(starting).rejects.toThrow('enough');
  expect(processesMentioning(mark)).toEqual([]);
});

test('a side that ends by itself is noticed', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const cue = test.info().outputPath('cue');
  const untilCue = `until [ -e '${cue}' ]; do sleep 0.1; done`;
  const command = `node '${product}' ${port} 1 & ${untilCue}; kill $!; echo out of memory; exit 9`;
  const side = await startWithCommand({ url, command }, [], never, flagWords('head'));
  expect(side.ended()).toBeUndefined();
  writeFileSync(cue, '');
  await expect.poll(() => side.ended(), { timeout: 60_000 }).toContain('head ended by itself (exit code 9)');
  expect(side.ended()).toContain('out of memory');
  await side.stop();
});

test('who does not answer with 2xx in time is told with the reason', async () => {
  await served(503, {}, async (url) => {
    expect(await untilReady(() => answer(url, []), 600, never)).toBe('status 503');
  });
  const nobody = `http://127.0.0.1:${await freePort()}/`;
  expect(await untilReady(() => answer(nobody, []), 0, never)).toBe('ECONNREFUSED');
});

test('an address that leads to another host is refused', async () => {
  await served(200, {}, async (there) => {
    // Names the same machine, but not as one that may be put under load.
    const location = there.replace('127.0.0.1', '0.0.0.0');
    await served(302, { location }, async (url) => {
      await expect(answer(url, [])).rejects.toThrow('FOOTFALL_ALLOW_HOSTS=0.0.0.0');
      expect(await answer(url, ['0.0.0.0'])).toBe('answered');
    });
  });
});

test('a group that does not listen is killed', async () => {
  test.slow();
  const stubborn = spawn('trap "" TERM; echo ready; while :; do sleep 0.1; done', {
    shell: true,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((said) => stubborn.stdout?.once('data', said));
  const ended = new Promise((exited) => stubborn.once('exit', (_code, signal) => exited(signal)));
  await endGroup(stubborn.pid as number);
  expect(await ended).toBe('SIGKILL');
});
