import { createServer, type Server, type Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { keepingNothing } from '../cache/cache.ts';
import { lruCache } from '../cache/lru.ts';
import { redisCache } from '../cache/redis.ts';

/** The part of Redis that the cache uses: https://redis.io/docs/latest/develop/reference/protocol-spec/ */
async function fakeRedis(): Promise<{ url: string; commands: string[][]; stop(): Promise<void> }> {
  const values = new Map<string, string>();
  const commands: string[][] = [];
  const sockets = new Set<Socket>();
  const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
  const answer = ([name = '', key = '', value = '']: string[]): string => {
    switch (name.toUpperCase()) {
      case 'HELLO':
        return `%1\r\n${bulk('proto')}:3\r\n`;
      case 'PING':
        return '+PONG\r\n';
      case 'GET': {
        const kept = values.get(key);
        return kept === undefined ? '_\r\n' : bulk(kept);
      }
      case 'SET':
        values.set(key, value);
        return '+OK\r\n';
      default:
        return '+OK\r\n';
    }
  };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('data', (data) => {
      // A command is an array of strings; the short ones in this test arrive in one piece.
      for (const command of data
        .toString()
        .split(/^\*\d+\r\n/m)
        .filter(Boolean)) {
        const words = command.split('\r\n').filter((_, line) => line % 2 === 1);
        commands.push(words);
        socket.write(answer(words));
      }
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `redis://127.0.0.1:${port}`,
    commands,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('the in-process cache stores responses', async () => {
  const cache = lruCache();
  expect(await cache.get('search dog')).toBeUndefined();
  await cache.set('search dog', '{"total":1}');
  expect(await cache.get('search dog')).toBe('{"total":1}');
});

test('the in-process cache counts its entries and evictions', async () => {
  const cache = lruCache(2);
  for (const key of ['a', 'b', 'b', 'c']) await cache.set(key, '{}');
  expect(await cache.get('a')).toBeUndefined();
  expect(cache.read?.()).toEqual({ entries: 2, capacityEntries: 2, evictions: 1 });
  const useless = keepingNothing(cache);
  await useless.set('d', '{}');
  expect(await useless.get('d')).toBeUndefined();
  expect(await useless.get('c')).toBe('{}');
});

test('Redis stores responses for 60 seconds, under prefixed keys', async () => {
  const redis = await fakeRedis();
  const cache = await redisCache(redis.url);
  expect(await cache.get('search dog')).toBeUndefined();
  await cache.set('search dog', '{"total":1}');
  expect(await cache.get('search dog')).toBe('{"total":1}');
  expect(await cache.isUp()).toBe(true);
  expect(redis.commands).toContainEqual(['SET', 'footfall:search dog', '{"total":1}', 'PX', '60000']);
  await cache.close();
  await redis.stop();
});

test('every look-up misses after Redis goes down', async () => {
  const redis = await fakeRedis();
  const cache = await redisCache(redis.url);
  await cache.set('search dog', '{"total":1}');
  await redis.stop();
  await expect.poll(() => cache.isUp()).toBe(false);
  expect(await cache.get('search dog')).toBeUndefined();
  await cache.set('search cat', '{}');
  await cache.close();
});

test('a Redis that cannot be reached is reported', async () => {
  await expect(redisCache('redis://127.0.0.1:1')).rejects.toThrow(/REDIS_URL did not respond/);
});
