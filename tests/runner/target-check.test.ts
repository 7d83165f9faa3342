import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { checkTarget, movedTo } from '../../src/runner/target-check.ts';

const target = {
  url: 'http://127.0.0.1:9/shop/',
  startTimeoutMs: 1000,
  healthUrl: 'http://127.0.0.1:9/healthz?full',
  facts: {},
  allowedHosts: [],
};

test('the health page moves with the side, unless it has another origin', () => {
  expect(movedTo(target, 'http://127.0.0.1:10/')).toEqual({
    ...target,
    url: 'http://127.0.0.1:10/',
    healthUrl: 'http://127.0.0.1:10/healthz?full',
  });
  const elsewhere = { ...target, healthUrl: 'http://127.0.0.1:11/state' };
  expect(movedTo(elsewhere, 'http://127.0.0.1:10/').healthUrl).toBe('http://127.0.0.1:11/state');
});

test('the error for an unreachable side has the side and its flag', async () => {
  await expect(checkTarget(target, 'head')).rejects.toThrow(
    /the head http:\/\/127\.0\.0\.1:9\/shop\/ cannot be reached .*correct --head/,
  );
  await expect(checkTarget(target)).rejects.toThrow(/the target .*correct FOOTFALL_TARGET/);
});

test('a side on a host that is not allowed gets no requests', async () => {
  const foreign = movedTo(target, 'http://example.invalid/');
  await expect(checkTarget(foreign, 'base')).rejects.toThrow('example.invalid, which is not this machine');
});

test('a tier with the name of a source is renamed', async () => {
  const names = ['app', 'cache', 'database', 'engine', 'redis', 'browser server', 'metrics'];
  const tiers = names.map((name) => ({ name, kind: 'any' }));
  const server = createServer((_, response) => response.end(JSON.stringify({ tiers })));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    const found = await checkTarget({ ...target, url, healthUrl: url });
    expect(found.tiers?.map(({ name }) => name)).toEqual([
      ...['app', 'cache', 'database', 'engine'],
      ...['redis process', 'browser server process', 'metrics process'],
    ]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('facts are read from the configured places, and a value that is not a number is unknown', async () => {
  const page = { documents: 'many', index: { docs: 117_791, shards: [3, 4] } };
  const server = createServer((_, response) => response.end(JSON.stringify(page)));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const factsOf = async (facts: Record<string, string>) =>
    checkTarget({ ...target, url, healthUrl: url, facts });
  try {
    expect(await factsOf({ documents: 'index.docs', 'second shard': 'index.shards.1' })).toEqual({
      url,
      documents: 117_791,
      facts: { documents: 117_791, 'second shard': 4 },
    });
    expect(await factsOf({ documents: 'documents', shards: 'index.shards' })).toEqual({ url });
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
