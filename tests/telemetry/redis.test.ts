import { createServer, type Server, type Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { redisSource } from '../../src/telemetry/redis/redis.ts';
import { parseRedisInfo, redisValues } from '../../src/telemetry/redis/redis-info.ts';

const never = new AbortController().signal;

const info = (hits: number, evictions: number) =>
  [
    '# Server',
    'redis_version:7.4.0',
    '# Clients',
    'connected_clients:12',
    '# Memory',
    'used_memory:1048576',
    'used_memory_human:1.00M',
    '# Stats',
    'total_commands_processed:500',
    `keyspace_hits:${hits}`,
    'keyspace_misses:40',
    `evicted_keys:${evictions}`,
    '',
  ].join('\r\n');

test('INFO is parsed by name', () => {
  expect(parseRedisInfo(info(90, 7))).toEqual({
    counters: { hits: 90, misses: 40, evictions: 7, commands: 500 },
    levels: { memoryBytes: 1_048_576, connections: 12 },
  });
});

test('values that INFO does not report are left out', () => {
  expect(
    parseRedisInfo('# Stats\r\nkeyspace_hits:many\r\nkeyspace_misses:\r\nnonsense\r\nused_memory:5'),
  ).toEqual({
    counters: {},
    levels: { memoryBytes: 5 },
  });
});

test('counters are the increase, even if Redis has restarted in the meantime', () => {
  const values = redisValues(parseRedisInfo(info(90, 7)), parseRedisInfo(info(100, 2)));
  expect(values).toEqual({
    hits: 10,
    misses: 0,
    evictions: 2,
    commands: 0,
    memoryBytes: 1_048_576,
    connections: 12,
  });
});

/** The part of Redis that the tests need: https://redis.io/docs/latest/develop/reference/protocol-spec/ */
async function fakeRedis(answers: Record<string, () => string>) {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (data) => {
      for (const command of data
        .toString()
        .split(/^\*\d+\r\n/m)
        .filter(Boolean)) {
        const [name = ''] = command.split('\r\n').filter((_, line) => line % 2 === 1);
        socket.write(answers[name.toUpperCase()]?.() ?? '+OK\r\n');
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  return {
    url: `redis://reader:secret@127.0.0.1:${port}`,
    address: `redis://127.0.0.1:${port}`,
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
const hello = () => `%1\r\n${bulk('proto')}:3\r\n`;

test('Redis is read, and reconnected after a lost connection', async () => {
  let hits = 90;
  const redis = await fakeRedis({ HELLO: hello, PING: () => '+PONG\r\n', INFO: () => bulk(info(hits, 0)) });
  const source = redisSource(redis.url);
  expect(await source.start(never)).toBeUndefined();
  hits = 95;
  const values = await source.reading?.read(never);
  expect(values).toMatchObject({ hits: 5, memoryBytes: 1_048_576, pingMs: expect.any(Number) });
  redis.cut();
  hits = 99;
  // The reading during the loss fails; a later one reconnects.
  await expect
    .poll(() => source.reading?.read(never).catch(() => undefined), { timeout: 20_000 })
    .toMatchObject({ hits: 4 });
  await source.stop();
  await redis.stop();
});

test('a Redis that does not respond in time is disconnected', async () => {
  const redis = await fakeRedis({ HELLO: hello, PING: () => '', INFO: () => bulk(info(1, 0)) });
  const source = redisSource(redis.url);
  await source.start(never);
  await expect(source.reading?.read(AbortSignal.timeout(200))).rejects.toThrow();
  await source.stop();
  await redis.stop();
});

test('for a user without permissions, the grant is reported', async () => {
  const denied = () => "-NOPERM User reader has no permissions to run the 'info' command\r\n";
  const redis = await fakeRedis({ HELLO: hello, INFO: denied });
  const source = redisSource(redis.url);
  await expect(source.start(never)).rejects.toMatchObject({
    message: `${redis.address}: NOPERM User reader has no permissions to run the 'info' command`,
    grant: 'ACL SETUSER <user> +info +ping',
  });
  await source.stop();
  await redis.stop();
});

test('a Redis that is not running', async () => {
  await expect(redisSource('redis://:secret@127.0.0.1:1').start(never)).rejects.toThrow(
    'redis://127.0.0.1:1: ECONNREFUSED',
  );
});
