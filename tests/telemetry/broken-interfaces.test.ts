import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { postgresqlSource } from '../../src/telemetry/database/postgresql.ts';
import { prometheusSource } from '../../src/telemetry/prometheus/prometheus.ts';
import { redisSource } from '../../src/telemetry/redis/redis.ts';
import type { Source } from '../../src/telemetry/source.ts';
import { vespaSource } from '../../src/telemetry/vespa/vespa.ts';
import { watchSources } from '../../src/telemetry/watch-sources.ts';

/** Whatever an interface of the product does, watching it ends, and nothing of it is left that would keep the process. */

test.describe.configure({ mode: 'parallel' });

/** The time limits of a start, both ends of the steady state, and the stop; twice, for a machine that others use too. */
const LONGEST_MS = 2 * (5000 + 10_000 + 10_000 + 2000);

/** What a server does with a connection. */
const behaviours: Record<string, (socket: Socket) => void> = {
  hangs: (socket) => socket.resume(),
  trickles: (socket) => {
    const timer = setInterval(() => socket.write('H'), 200);
    socket.on('close', () => clearInterval(timer)).resume();
  },
  resets: (socket) => socket.once('data', () => socket.resetAndDestroy()),
  'answers garbage': (socket) =>
    socket.on('data', () => socket.write(Buffer.from('\u0000\uFFFD 1e999 \r\n\r\n{"'))),
  'begins an answer': (socket) =>
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{"status"')),
};

const sources: Record<string, (port: number) => Source> = {
  postgresql: (port) => postgresqlSource(`postgresql://somebody@127.0.0.1:${port}/shop`),
  redis: (port) => redisSource(`redis://127.0.0.1:${port}`),
  vespa: (port) => vespaSource(`http://127.0.0.1:${port}`),
  metrics: (port) => prometheusSource([`http://127.0.0.1:${port}/metrics`]),
};

async function serve(behaviour: (socket: Socket) => void) {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {}).on('close', () => open.delete(socket));
    behaviour(socket);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return { port: (server.address() as AddressInfo).port, open, close: () => server.close() };
}

for (const [how, behaviour] of Object.entries(behaviours)) {
  test(`an interface that ${how} is told as unreachable, and is left in time`, async () => {
    const ends = Object.entries(sources).map(async ([name, sourceAt]) => {
      const server = await serve(behaviour);
      const statuses: string[] = [];
      const beganAt = performance.now();
      const watch = watchSources([sourceAt(server.port)], {
        reading: () => {},
        evidence: (sample) => {
          if (sample.type === 'source') statuses.push(sample.status);
        },
      });
      await watch.beginSteadyState();
      await watch.endSteadyState();
      await watch.stop();
      expect(performance.now() - beganAt, name).toBeLessThan(LONGEST_MS);
      expect(statuses, name).toEqual(['unreachable']);
      // `fetch` keeps connections that may be used again for some seconds.
      await expect.poll(() => server.open.size, { message: name, timeout: 20_000 }).toBe(0);
      server.close();
    });
    await Promise.all(ends);
  });
}
