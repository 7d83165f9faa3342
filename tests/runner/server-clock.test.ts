import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { now } from '../../src/load/clock.ts';
import { compareServerClock } from '../../src/runner/server-clock.ts';
import type { ClockSample } from '../../src/sample/sample.ts';

const AHEAD_MS = 5000;
const aSecondIn = (at: number) => new Date(at).toUTCString();

/** Compares the clock with that of a server with this listener. */
async function compareWith<Result>(
  answer: RequestListener,
  then: (comparison: ClockSample | undefined) => Result,
): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`;
  // On a busy machine, no response may arrive in time, so this tries again.
  await expect(async () => then(await compareServerClock(url))).toPass({ timeout: 60_000 });
  server.closeAllConnections();
  server.close();
}

test('a server that reports its clock, five seconds ahead', async () => {
  await compareWith(
    (_request, response) => response.end(JSON.stringify({ now: now() + AHEAD_MS })),
    (comparison) => {
      expect(comparison).toMatchObject({ type: 'clock', of: 'server' });
      const { offsetMs, boundMs } = comparison as ClockSample;
      expect(Math.abs(offsetMs - AHEAD_MS)).toBeLessThanOrEqual(boundMs);
      expect(boundMs).toBeLessThan(400);
    },
  );
});

test('a server that only sends a Date header, five seconds ahead', async () => {
  await compareWith(
    (_request, response) => response.setHeader('date', aSecondIn(now() + AHEAD_MS)).end('<p>fine</p>'),
    (comparison) => {
      const { offsetMs, boundMs } = comparison as ClockSample;
      expect(Math.abs(offsetMs - AHEAD_MS)).toBeLessThanOrEqual(boundMs);
      expect(boundMs).toBeLessThan(900);
    },
  );
});

const silent: [string, RequestListener][] = [
  [
    'reports no time',
    (_request, response) => {
      response.sendDate = false;
      response.end('{"now":"noon"}');
    },
  ],
  ['responds from a cache', (_request, response) => response.setHeader('age', '60').end('{"documents":1}')],
  ['does not respond', () => {}],
  ['closes the connection', (request) => request.socket.destroy()],
];

for (const [what, answer] of silent) {
  test(`a server that ${what}: no comparison`, async () => {
    await compareWith(answer, (comparison) => expect(comparison).toBeUndefined());
  });
}
