import { get } from 'node:http';
import { expect, test } from '@playwright/test';
import type { SearchAnswer } from '../server/api.ts';
import { RecentlyAsked } from '../server/asked.ts';
import { KNOWN_TOTAL, type KnownEngine, startKnownEngine } from './known-engine.ts';
import { type OwnDatabase, startOwnDatabase } from './own-database.ts';
import {
  type InProcessServer,
  metricsOf,
  newTrace,
  startServer,
  timingOf,
  writeTinyWeb,
} from './server-in-process.ts';
import { removeDataDir, temporaryDataDir } from './start-target.ts';

/** The server in this process, with a real PostgreSQL and an engine with known results. */
let database: OwnDatabase;
let engine: KnownEngine;
let server: InProcessServer;
let dist: string;

test.beforeAll(async () => {
  dist = writeTinyWeb(temporaryDataDir());
  engine = await startKnownEngine();
  database = await startOwnDatabase(3000);
  server = await startServer({ engineUrl: engine.url, databaseUrl: database.url, dist });
});

test.afterAll(async () => {
  await server?.stop();
  await database?.stop();
  await engine?.stop();
  removeDataDir(dist);
});

test.afterEach(() => {
  engine.isPartial = false;
  engine.delayMs = 0;
});

const ask = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });

/** The response as sent over the network, before decompression. */
function rawOf(path: string, accepted: string) {
  return new Promise<{ bytes: number; encoding: string | undefined; vary: string | undefined }>((resolve) => {
    get(server.url + path, { headers: { 'accept-encoding': accepted } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => {
        const { 'content-encoding': encoding, vary } = response.headers;
        resolve({ bytes, encoding, vary });
      });
    });
  });
}

const queriesOf = async (traceId: string) => {
  const answer = await ask(`/debug/queries/${traceId}`);
  expect(answer.status).toBe(200);
  return await answer.json();
};

test('the queries of a search are returned by its trace id', async () => {
  const { traceId, headers } = newTrace();
  await ask('/api/search?q=be&page=2', headers);
  const asked = await queriesOf(traceId);
  expect(asked.database).toEqual([]);
  expect(asked.cache).toEqual([{ key: 'search ["be","","",2,"relevance"]', outcome: 'miss' }]);
  expect(asked.engine).toEqual([{ url: engine.url + engine.asked.at(-1), durationMs: expect.any(Number) }]);
  expect(asked.engine[0].url).toContain('offset=10');

  const again = newTrace();
  await ask('/api/search?q=be&page=2', again.headers);
  expect(await queriesOf(again.traceId)).toMatchObject({ cache: [{ outcome: 'hit' }], engine: [] });
});

test('the queries of a document and of suggestions are returned with values', async () => {
  const document = newTrace();
  await ask('/api/documents/v02610777', document.headers);
  const { database: statements } = await queriesOf(document.traceId);
  expect(statements).toHaveLength(2);
  for (const { text, values, durationMs } of statements) {
    expect(text).toMatch(/from (documents|relations)/);
    expect(values).toEqual(['v02610777']);
    expect(durationMs).toBeGreaterThan(0);
  }

  const suggestions = newTrace();
  await ask('/api/suggest?q=peop', suggestions.headers);
  expect((await queriesOf(suggestions.traceId)).database).toMatchObject([
    { text: expect.stringContaining('from suggestions'), values: ['peop', 'peop\u{10ffff}'] },
  ]);
});

test('no queries are returned for unknown trace ids or requests without one', async () => {
  await ask('/api/search?q=be', { traceparent: 'nonsense' });
  for (const traceId of ['nonsense', '0'.repeat(32), '__proto__']) {
    expect((await ask(`/debug/queries/${traceId}`)).status, traceId).toBe(404);
  }
});

test('the queries of the last fifty requests are kept', () => {
  const recently = new RecentlyAsked();
  const asked = () => ({ database: [], engine: [], cache: [] });
  for (let count = 0; count < 50; count += 1) recently.keep(`request ${count}`, asked());
  recently.keep('request 0', asked());
  recently.keep('request 50', asked());
  expect(recently.of('request 0')).toBeDefined();
  expect(recently.of('request 1')).toBeUndefined();
  expect(recently.of('request 2')).toBeDefined();
});

test('Server-Timing reports the number of results, also from the cache', async () => {
  for (const outcome of ['miss', 'hit']) {
    const timing = timingOf(await ask('/api/search?q=count'));
    expect(timing.get('cache')?.description).toBe(outcome);
    expect(timing.get('hits')).toEqual({ description: String(KNOWN_TOTAL) });
  }
  expect(timingOf(await ask('/api/suggest?q=count')).has('hits')).toBe(false);
});

test('a partial response is returned and marked, but not cached', async () => {
  engine.isPartial = true;
  const answer = await ask('/api/search?q=part');
  expect(answer.status).toBe(200);
  expect(timingOf(answer).get('engine')).toEqual({ durationMs: expect.any(Number), description: 'partial' });
  expect(((await answer.json()) as SearchAnswer).results).toHaveLength(10);

  engine.isPartial = false;
  const whole = timingOf(await ask('/api/search?q=part'));
  expect(whole.get('cache')?.description).toBe('miss');
  expect(whole.get('engine')?.description).toBeUndefined();
});

test('no-cache bypasses the cache and still fills it', async () => {
  const outcomeOf = async (headers?: Record<string, string>) =>
    timingOf(await ask('/api/search?q=fresh', headers)).get('cache')?.description;
  expect(await outcomeOf({ 'cache-control': 'No-Cache' })).toBe('bypass');
  expect(await outcomeOf()).toBe('hit');
  const before = engine.asked.length;
  expect(await outcomeOf({ 'cache-control': 'max-age=0, no-cache' })).toBe('bypass');
  expect(engine.asked.length).toBe(before + 1);
  expect(await outcomeOf({ 'cache-control': 'max-age=0' })).toBe('hit');

  const { traceId, headers } = newTrace();
  await ask('/api/search?q=fresh', { ...headers, 'cache-control': 'no-cache' });
  expect((await queriesOf(traceId)).cache).toMatchObject([{ outcome: 'bypass' }]);
});

test('large responses are compressed if the client accepts it', async () => {
  for (const path of ['/api/search?q=be', '/search?q=be', '/assets/tiny-1.js']) {
    const plain = await rawOf(path, 'identity');
    expect(plain.encoding, path).toBeUndefined();
    const compressed = await rawOf(path, 'gzip, deflate, br');
    expect(compressed, path).toMatchObject({ encoding: 'br', vary: 'accept-encoding' });
    expect(compressed.bytes, path).toBeLessThan(plain.bytes / 2);
  }
  expect((await rawOf('/api/search?q=be', 'gzip;q=0.5, br;q=0')).encoding).toBe('gzip');
  expect((await rawOf('/api/suggest?q=zzz', 'br')).encoding).toBeUndefined();
  // The decompressed response is the same.
  expect(((await (await ask('/api/search?q=be')).json()) as SearchAnswer).total).toBe(KNOWN_TOTAL);
});

test('metrics cover cache, pool, event loop and process', async () => {
  const before = await metricsOf(server);
  await ask('/api/documents/v02610777', { 'cache-control': 'no-cache' });
  const startedMs = performance.now();
  while (performance.now() - startedMs < 150);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const after = await metricsOf(server);

  expect(after.get('cache_capacity_entries')).toBe(10_000);
  expect(after.get('cache_entries')).toBeGreaterThan(0);
  expect(after.get('cache_evictions_total')).toBe(0);
  expect(after.get('database_pool_size')).toBe(10);
  expect(after.get('database_pool_in_use')).toBe(0);
  expect(after.get('database_pool_waiting')).toBe(0);
  expect(after.get('database_pool_waits_total')).toBe(0);
  expect(after.get('database_pool_wait_seconds_total')).toBe(0);
  const added = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  expect(added('database_pool_acquires_total')).toBe(2);
  // On a busy machine, the busy loop gets less CPU time than its duration.
  expect(added('process_cpu_seconds_total')).toBeGreaterThan(0.01);
  expect(after.get('event_loop_lag_max_seconds')).toBeGreaterThan(0.12);
  expect(after.get('process_heap_used_bytes')).toBeGreaterThan(1_000_000);
});
