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

/** Serves one response to every request while `act` runs. */
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

test('waits for a command, and stops its whole process group afterwards', async () => {
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

test('a command that exits is reported with its exit code and its last output', async () => {
  const url = `http://127.0.0.1:${await freePort()}/`;
  const command = `echo building; echo '\u001b[31mno such module' >&2; exit 7`;
  await expect(startWithCommand({ url, command }, [], never, flagWords('head'))).rejects.toThrow(
    `head: "${command}" exited with code 7 before ${url} responded; it must start the product and keep running; last output:\nbuilding\nno such module`,
  );
});

test('a command whose product never responds is ended, with what it started', async () => {
  const url = `http://127.0.0.1:${await freePort()}/`;
  const mark = `32.${await freePort()}`;
  const command = `sleep ${mark} & echo "listening on $PORT"; wait`;
  const side = { url, command, startTimeoutMs: 1500 };
  await expect(startWithCommand(side, [], never, flagWords('base'))).rejects.toThrow(
    `base: "${command}" is running, but ${url} did not respond successfully within 1.5 s (ECONNREFUSED); the command must listen on PORT; correct --base or the command; last output:\nlistening on ${new URL(url).port}`,
  );
  expect(processesMentioning(mark)).toEqual([]);
});

test('a command is refused if a server already responds at its address, which would be measured instead', async () => {
  await served(200, {}, async (url) => {
    await expect(
      startWithCommand({ url, command: 'sleep 60' }, [], never, flagWords('base')),
    ).rejects.toThrow(
      `base: a server already responds at ${url}, before "sleep 60" is started; stop that server, correct --base, or leave out --base-command`,
    );
  });
});

test('an interruption while a side starts stops its command', async () => {
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

test('a side that exits unexpectedly is reported', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const cue = test.info().outputPath('cue');
  const untilCue = `until [ -e '${cue}' ]; do sleep 0.1; done`;
  const command = `node '${product}' ${port} 1 & ${untilCue}; kill $!; echo out of memory; exit 9`;
  const side = await startWithCommand({ url, command }, [], never, flagWords('head'));
  expect(side.ended()).toBeUndefined();
  writeFileSync(cue, '');
  await expect
    .poll(() => side.ended(), { timeout: 60_000 })
    .toContain('head exited unexpectedly with code 9');
  expect(side.ended()).toContain('out of memory');
  await side.stop();
});

test('a server that does not respond with 2xx in time is reported with the reason', async () => {
  await served(503, {}, async (url) => {
    expect(await untilReady(() => answer(url, []), 600, never)).toBe('status 503');
  });
  const closed = `http://127.0.0.1:${await freePort()}/`;
  expect(await untilReady(() => answer(closed, []), 0, never)).toBe('ECONNREFUSED');
});

test('an address that redirects to another host is refused', async () => {
  await served(200, {}, async (there) => {
    // The same machine, but not by a name that may be put under load.
    const location = there.replace('127.0.0.1', '0.0.0.0');
    await served(302, { location }, async (url) => {
      await expect(answer(url, [])).rejects.toThrow('FOOTFALL_ALLOW_HOSTS=0.0.0.0');
      expect(await answer(url, ['0.0.0.0'])).toBe('answered');
    });
  });
});

test('a process group that ignores SIGTERM is killed', async () => {
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
