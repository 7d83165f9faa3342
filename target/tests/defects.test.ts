import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@playwright/test';
import pg from 'pg';
import type { DocumentAnswer, SuggestAnswer } from '../server/api.ts';
import { type KnownEngine, startKnownEngine } from './known-engine.ts';
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

/** Each defect of cache, database, app and network alone has its effect; without it, the effect is gone. */
let database: OwnDatabase;
let engine: KnownEngine;
let dist: string;

test.beforeAll(async () => {
  dist = writeTinyWeb(temporaryDataDir());
  engine = await startKnownEngine();
  database = await startOwnDatabase(3000);
});

test.afterAll(async () => {
  await database?.stop();
  await engine?.stop();
  removeDataDir(dist);
});

test.afterEach(() => {
  engine.delayMs = 0;
});

// Only contexts created after the flag is set have `gc`.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Observes a server with the defect, then one without. */
async function compare<Seen>(faults: string, look: (server: InProcessServer) => Promise<Seen>) {
  const seen: Seen[] = [];
  for (const text of [faults, '']) {
    const server = await startServer({
      engineUrl: engine.url,
      databaseUrl: database.url,
      dist,
      faults: text,
    });
    try {
      seen.push(await look(server));
    } finally {
      await server.stop();
    }
  }
  return { faulty: seen[0] as Seen, healthy: seen[1] as Seen };
}

interface Statement {
  text: string;
  values: unknown[];
}

async function statementsOf(server: InProcessServer, path: string): Promise<Statement[]> {
  const { traceId, headers } = newTrace();
  await fetch(server.url + path, { headers: { ...headers, 'cache-control': 'no-cache' } });
  const asked = await (await fetch(`${server.url}/debug/queries/${traceId}`)).json();
  return asked.database;
}

/** The scan types with which a statement reads a table. */
async function scansOf(table: string, { text, values }: Statement): Promise<string[]> {
  const client = new pg.Client({ connectionString: database.url, options: '-c search_path=footfall,public' });
  await client.connect();
  const { rows } = await client.query(`explain (format json) ${text}`, values);
  await client.end();
  const found: string[] = [];
  const visit = (node: Record<string, unknown>): void => {
    if (node['Relation Name'] === table) found.push(String(node['Node Type']));
    for (const child of (node.Plans as Record<string, unknown>[] | undefined) ?? []) visit(child);
  };
  visit(rows[0]['QUERY PLAN'][0].Plan);
  return found;
}

test('no-cache: repeated requests always miss the cache', async () => {
  const { faulty, healthy } = await compare('no-cache', async (server) => {
    const outcomes: (string | undefined)[] = [];
    for (let round = 0; round < 3; round += 1) {
      const answer = await fetch(`${server.url}/api/search?q=be`);
      outcomes.push(timingOf(answer).get('cache')?.description);
    }
    return { outcomes, entries: (await metricsOf(server)).get('cache_entries') };
  });
  expect(faulty).toEqual({ outcomes: ['miss', 'miss', 'miss'], entries: 0 });
  expect(healthy).toEqual({ outcomes: ['miss', 'hit', 'hit'], entries: 1 });
});

test('tiny-cache: responses evict each other', async () => {
  const { faulty, healthy } = await compare('tiny-cache=2', async (server) => {
    for (const q of ['one', 'two', 'three']) await fetch(`${server.url}/api/search?q=${q}`);
    const again = await fetch(`${server.url}/api/search?q=one`);
    const metrics = await metricsOf(server);
    return {
      again: timingOf(again).get('cache')?.description,
      entries: metrics.get('cache_entries'),
      capacity: metrics.get('cache_capacity_entries'),
      evictions: metrics.get('cache_evictions_total'),
    };
  });
  expect(faulty).toEqual({ again: 'miss', entries: 2, capacity: 2, evictions: 2 });
  expect(healthy).toEqual({ again: 'hit', entries: 3, capacity: 10_000, evictions: 0 });
});

test('dropped-index: a document request reads all relations until the next start without the defect', async () => {
  const server = await startServer({ engineUrl: engine.url, databaseUrl: database.url, dist });
  const statements = await statementsOf(server, '/api/documents/v02610777');
  await server.stop();
  const related = statements.find(({ text }) => text.includes('from relations')) as Statement;
  const healthyBefore = await scansOf('relations', related);
  expect(healthyBefore).not.toContain('Seq Scan');

  await database.restart({ 'dropped-index': 1 });
  expect(await scansOf('relations', related)).toEqual(['Seq Scan']);
  // A second start with the defect keeps it.
  await database.restart({ 'dropped-index': 1 });
  expect(await scansOf('relations', related)).toEqual(['Seq Scan']);

  await database.restart({});
  expect(await scansOf('relations', related)).toEqual(healthyBefore);
});

test('pattern-search: suggestions read their whole table and stay the same', async () => {
  const typed = ['b', 'be', 'peo', 'ICE  cr', '%', '_', '\\', 'zzzzq', ''];
  const { faulty, healthy } = await compare('pattern-search', async (server) => {
    const [statement] = await statementsOf(server, '/api/suggest?q=peo');
    const texts: string[][] = [];
    for (const q of typed) {
      const answer = await fetch(`${server.url}/api/suggest?${new URLSearchParams({ q })}`);
      texts.push(((await answer.json()) as SuggestAnswer).suggestions.map(({ text }) => text));
    }
    return { scans: await scansOf('suggestions', statement as Statement), texts };
  });
  expect(faulty.scans).toEqual(['Seq Scan']);
  expect(healthy.scans).not.toContain('Seq Scan');
  expect(faulty.texts).toEqual(healthy.texts);
  expect(healthy.texts[1]?.[0]).toBe('be');
});

test('n-plus-one: one statement per related document returns the same result', async () => {
  const path = '/api/documents/v02610777';
  const { faulty, healthy } = await compare('n-plus-one', async (server) => ({
    statements: (await statementsOf(server, path)).length,
    document: (await (await fetch(server.url + path)).json()) as DocumentAnswer,
  }));
  const related = healthy.document.related.flatMap(({ documents }) => documents).length;
  expect(related).toBeGreaterThan(3);
  expect(healthy.statements).toBe(2);
  expect(faulty.statements).toBeGreaterThanOrEqual(2 + related);
  expect(faulty.document).toEqual(healthy.document);
});

test('small-pool: statements wait for the only connection', async () => {
  const { faulty, healthy } = await compare('small-pool', async (server) => {
    await Promise.all(
      ['n00001740', 'v02610777', 'n00002137'].map((id) => fetch(`${server.url}/api/documents/${id}`)),
    );
    const metrics = await metricsOf(server);
    return {
      size: metrics.get('database_pool_size'),
      waits: metrics.get('database_pool_waits_total') ?? 0,
      waitedS: metrics.get('database_pool_wait_seconds_total') ?? 0,
    };
  });
  expect(faulty.size).toBe(1);
  expect(faulty.waits).toBeGreaterThanOrEqual(3);
  expect(faulty.waitedS).toBeGreaterThan(0);
  expect(healthy).toEqual({ size: 10, waits: 0, waitedS: 0 });
});

test('blocked-loop: a search blocks the event loop', async () => {
  const { faulty, healthy } = await compare('blocked-loop=400', async (server) => {
    const answer = await fetch(`${server.url}/api/search?q=be`);
    // The event loop must turn once more before the lag is read.
    await pause(50);
    const lagS = (await metricsOf(server)).get('event_loop_lag_max_seconds') ?? 0;
    return { lagS, appMs: timingOf(answer).get('app')?.durationMs ?? 0 };
  });
  expect(faulty.lagS).toBeGreaterThan(0.35);
  expect(faulty.appMs).toBeGreaterThanOrEqual(400);
  expect(healthy.lagS).toBeLessThan(0.3);
});

test('server-leak: memory is never released', async () => {
  const { faulty, healthy } = await compare('server-leak=2048', async (server) => {
    const used = async () => {
      collectGarbage();
      return (await metricsOf(server)).get('process_heap_used_bytes') ?? 0;
    };
    const before = await used();
    for (let request = 0; request < 50; request += 1) await fetch(`${server.url}/api/search?q=be`);
    return ((await used()) - before) / 1024 / 1024;
  });
  expect(faulty).toBeGreaterThan(95);
  expect(healthy).toBeLessThan(20);
});

test('slow-together: concurrent searches wait for each other', async () => {
  engine.delayMs = 100;
  const forEachMs = 1000;
  const { faulty, healthy } = await compare(`slow-together=${forEachMs}`, async (server) => {
    const appMsOf = async (q: string) =>
      timingOf(await fetch(`${server.url}/api/search?q=${q}`)).get('app')?.durationMs ?? 0;
    const alone = [await appMsOf('one'), await appMsOf('two')];
    const together = await Promise.all([appMsOf('three'), appMsOf('four'), appMsOf('five')]);
    return { alone: Math.max(...alone), together: together.sort((a, b) => a - b) };
  });
  expect(faulty.alone).toBeLessThan(forEachMs);
  expect(faulty.together[1]).toBeGreaterThanOrEqual(forEachMs);
  expect(faulty.together[2]).toBeGreaterThanOrEqual(2 * forEachMs);
  expect(Math.max(...healthy.together)).toBeLessThan(forEachMs);
});

test('no-compression: nothing is compressed', async () => {
  const paths = ['/api/search?q=be', '/', '/assets/tiny-1.js'];
  const { faulty, healthy } = await compare('no-compression', (server) =>
    Promise.all(paths.map((path) => encodingOf(server.url + path))),
  );
  expect(faulty).toEqual([undefined, undefined, undefined]);
  expect(healthy).toEqual(['br', 'br', 'br']);
});

const encodingOf = (url: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    get(url, { headers: { 'accept-encoding': 'gzip, br' } }, (response) => {
      response.resume();
      resolve(response.headers['content-encoding']);
    });
  });
