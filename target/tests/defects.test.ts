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

/** Each defect of cache, database, app and network by itself, and gone without it. */
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

// Only contexts that are made after the flag was set have it.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Looks at a server with the defect, then at one without. */
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
  return { ill: seen[0] as Seen, well: seen[1] as Seen };
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

/** The kinds of scan by which a statement reads a table. */
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

test('no-cache: the same question is made anew each time', async () => {
  const { ill, well } = await compare('no-cache', async (server) => {
    const outcomes: (string | undefined)[] = [];
    for (let round = 0; round < 3; round += 1) {
      const answer = await fetch(`${server.url}/api/search?q=be`);
      outcomes.push(timingOf(answer).get('cache')?.description);
    }
    return { outcomes, entries: (await metricsOf(server)).get('target_cache_entries') };
  });
  expect(ill).toEqual({ outcomes: ['miss', 'miss', 'miss'], entries: 0 });
  expect(well).toEqual({ outcomes: ['miss', 'hit', 'hit'], entries: 1 });
});

test('tiny-cache: answers push each other out', async () => {
  const { ill, well } = await compare('tiny-cache=2', async (server) => {
    for (const q of ['one', 'two', 'three']) await fetch(`${server.url}/api/search?q=${q}`);
    const again = await fetch(`${server.url}/api/search?q=one`);
    const metrics = await metricsOf(server);
    return {
      again: timingOf(again).get('cache')?.description,
      entries: metrics.get('target_cache_entries'),
      capacity: metrics.get('target_cache_capacity_entries'),
      evictions: metrics.get('target_cache_evictions_total'),
    };
  });
  expect(ill).toEqual({ again: 'miss', entries: 2, capacity: 2, evictions: 2 });
  expect(well).toEqual({ again: 'hit', entries: 3, capacity: 10_000, evictions: 0 });
});

test('dropped-index: a document reads all relations, until the next start without the defect', async () => {
  const server = await startServer({ engineUrl: engine.url, databaseUrl: database.url, dist });
  const statements = await statementsOf(server, '/api/documents/v02610777');
  await server.stop();
  const related = statements.find(({ text }) => text.includes('from relations')) as Statement;
  const wellBefore = await scansOf('relations', related);
  expect(wellBefore).not.toContain('Seq Scan');

  await database.restart({ 'dropped-index': 1 });
  expect(await scansOf('relations', related)).toEqual(['Seq Scan']);
  // As it stays when it is started so again.
  await database.restart({ 'dropped-index': 1 });
  expect(await scansOf('relations', related)).toEqual(['Seq Scan']);

  await database.restart({});
  expect(await scansOf('relations', related)).toEqual(wellBefore);
});

test('pattern-search: suggestions read their whole table, for the same answers', async () => {
  const typed = ['b', 'be', 'peo', 'ICE  cr', '%', '_', '\\', 'zzzzq', ''];
  const { ill, well } = await compare('pattern-search', async (server) => {
    const [statement] = await statementsOf(server, '/api/suggest?q=peo');
    const texts: string[][] = [];
    for (const q of typed) {
      const answer = await fetch(`${server.url}/api/suggest?${new URLSearchParams({ q })}`);
      texts.push(((await answer.json()) as SuggestAnswer).suggestions.map(({ text }) => text));
    }
    return { scans: await scansOf('suggestions', statement as Statement), texts };
  });
  expect(ill.scans).toEqual(['Seq Scan']);
  expect(well.scans).not.toContain('Seq Scan');
  expect(ill.texts).toEqual(well.texts);
  expect(well.texts[1]?.[0]).toBe('be');
});

test('n-plus-one: a statement for each related document, for the same answer', async () => {
  const path = '/api/documents/v02610777';
  const { ill, well } = await compare('n-plus-one', async (server) => ({
    statements: (await statementsOf(server, path)).length,
    document: (await (await fetch(server.url + path)).json()) as DocumentAnswer,
  }));
  const related = well.document.related.flatMap(({ documents }) => documents).length;
  expect(related).toBeGreaterThan(3);
  expect(well.statements).toBe(2);
  expect(ill.statements).toBeGreaterThanOrEqual(2 + related);
  expect(ill.document).toEqual(well.document);
});

test('small-pool: statements wait for the one connection', async () => {
  const { ill, well } = await compare('small-pool', async (server) => {
    await Promise.all(
      ['n00001740', 'v02610777', 'n00002137'].map((id) => fetch(`${server.url}/api/documents/${id}`)),
    );
    const metrics = await metricsOf(server);
    return {
      size: metrics.get('target_database_pool_size'),
      waits: metrics.get('target_database_pool_waits_total') ?? 0,
      waitedS: metrics.get('target_database_pool_wait_seconds_total') ?? 0,
    };
  });
  expect(ill.size).toBe(1);
  expect(ill.waits).toBeGreaterThanOrEqual(3);
  expect(ill.waitedS).toBeGreaterThan(0);
  expect(well).toEqual({ size: 10, waits: 0, waitedS: 0 });
});

test('blocked-loop: a search holds up everything else', async () => {
  const { ill, well } = await compare('blocked-loop=400', async (server) => {
    const answer = await fetch(`${server.url}/api/search?q=be`);
    // The loop turns once more before it is asked how late it was.
    await pause(50);
    const lagS = (await metricsOf(server)).get('target_event_loop_lag_max_seconds') ?? 0;
    return { lagS, appMs: timingOf(answer).get('app')?.durationMs ?? 0 };
  });
  expect(ill.lagS).toBeGreaterThan(0.35);
  expect(ill.appMs).toBeGreaterThanOrEqual(400);
  expect(well.lagS).toBeLessThan(0.3);
});

test('server-leak: memory is never given back', async () => {
  const { ill, well } = await compare('server-leak=2048', async (server) => {
    const used = async () => {
      collectGarbage();
      return (await metricsOf(server)).get('process_heap_used_bytes') ?? 0;
    };
    const before = await used();
    for (let request = 0; request < 50; request += 1) await fetch(`${server.url}/api/search?q=be`);
    return ((await used()) - before) / 1024 / 1024;
  });
  expect(ill).toBeGreaterThan(95);
  expect(well).toBeLessThan(20);
});

test('slow-together: searches at the same time wait for each other', async () => {
  engine.delayMs = 100;
  const forEachMs = 1000;
  const { ill, well } = await compare(`slow-together=${forEachMs}`, async (server) => {
    const appMsOf = async (q: string) =>
      timingOf(await fetch(`${server.url}/api/search?q=${q}`)).get('app')?.durationMs ?? 0;
    const alone = [await appMsOf('one'), await appMsOf('two')];
    const together = await Promise.all([appMsOf('three'), appMsOf('four'), appMsOf('five')]);
    return { alone: Math.max(...alone), together: together.sort((a, b) => a - b) };
  });
  expect(ill.alone).toBeLessThan(forEachMs);
  expect(ill.together[1]).toBeGreaterThanOrEqual(forEachMs);
  expect(ill.together[2]).toBeGreaterThanOrEqual(2 * forEachMs);
  expect(Math.max(...well.together)).toBeLessThan(forEachMs);
});

test('no-compression: everything comes as it is', async () => {
  const paths = ['/api/search?q=be', '/', '/assets/tiny-1.js'];
  const { ill, well } = await compare('no-compression', (server) =>
    Promise.all(paths.map((path) => encodingOf(server.url + path))),
  );
  expect(ill).toEqual([undefined, undefined, undefined]);
  expect(well).toEqual(['br', 'br', 'br']);
});

const encodingOf = (url: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    get(url, { headers: { 'accept-encoding': 'gzip, br' } }, (response) => {
      response.resume();
      resolve(response.headers['content-encoding']);
    });
  });
