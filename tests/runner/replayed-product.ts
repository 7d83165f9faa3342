import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { SourceSettings } from '../../src/project/source-settings.ts';
import { replaySlowQueries } from '../../src/runner/replay/replay-slow-queries.ts';
import type { ReplaySample } from '../../src/sample/evidence.ts';
import { layout } from '../../src/store/layout.ts';
import { Cluster } from '../../target/database/cluster.ts';
import { removeDataDir, temporaryDataDir } from '../../target/tests/start-target.ts';
import { record, step } from '../analysis/record.ts';
import { freePort } from '../cli/free-port.ts';

/** The tables are in a separate schema, as in many products. */
export const CREATE_SHOP = `
  create extension pg_stat_statements;
  create schema shop;
  create table shop.items (id integer primary key, kind text not null, title text not null);
  insert into shop.items select id, 'kind ' || id % 500, 'item ' || id from generate_series(1, 20000) as id;
  create table shop.visits (at timestamptz not null);
  analyze shop.items;
  create role visitor login password 'x';
  grant usage on schema shop to visitor;
  grant select on shop.items to visitor;
`;

/** An empty PostgreSQL. */
export async function startPostgresql(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = temporaryDataDir();
  const port = await freePort();
  const cluster = new Cluster(dataDir, 'replay-test-', 0);
  await cluster.create(new AbortController().signal);
  const postmaster = cluster.start(cluster.unfinishedPath, port);
  await postmaster.ready;
  return {
    url: cluster.url(port),
    async stop() {
      await postmaster.stop();
      removeDataDir(dataDir);
    },
  };
}

interface Sent {
  text: string;
  values: unknown[];
  durationMs: number;
}

export interface ShopOptions {
  /** Without it, the product uses no database. */
  databaseUrl?: string;
  /** Queried once per search. */
  engineUrl?: string;
  /** Whether its queries page reports the queries of a request. */
  hasQueriesPage: boolean;
}

export interface Shop {
  url: string;
  /** Headers of all data requests. */
  asked: NodeJS.Dict<string | string[]>[];
  close(): Promise<void>;
}

/** A small product: `/api/items?kind=…` inserts a visit, then queries each of five items separately. */
export async function serveShop({ databaseUrl, engineUrl, hasQueriesPage }: ShopOptions): Promise<Shop> {
  const pool =
    databaseUrl === undefined
      ? undefined
      : new pg.Pool({ connectionString: databaseUrl, options: '-c search_path=shop' });
  // Errors of connections that are still closing when PostgreSQL stops do not matter.
  pool?.on('error', () => {});
  const queriesByTrace = new Map<string, { database: Sent[]; engine: object[]; cache: object[] }>();
  const asked: Shop['asked'] = [];

  const answer = async (kind: string, traceId: string) => {
    const database: Sent[] = [];
    const query = async (text: string, values: unknown[]) => {
      const startedAt = performance.now();
      const { rows } = (await pool?.query({ text, values })) ?? { rows: [] };
      database.push({ text, values, durationMs: performance.now() - startedAt });
      return rows;
    };
    await query('insert into visits values (now())', []);
    const rows = await query('select id, title from items where kind = $1 order by title limit 5', [kind]);
    for (const { id } of rows) await query('select title from items where id = $1', [id]);
    const engine: object[] = [];
    if (engineUrl !== undefined) {
      const url = `${engineUrl}search/?query=${encodeURIComponent(kind)}&timeout=5s`;
      await (await fetch(url)).text();
      engine.push({ url, durationMs: 12 });
    }
    queriesByTrace.set(traceId, { database, engine, cache: [{ key: kind, outcome: 'bypass' }] });
    return rows;
  };

  const send = (response: ServerResponse, status: number, body: unknown) => {
    response.statusCode = status;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  };
  return serve<Shop>(
    async ({ url = '/', headers }, response) => {
      const { pathname, searchParams } = new URL(url, 'http://localhost');
      const page = /^\/debug\/queries\/(\w+)$/.exec(pathname);
      if (page) {
        const known = hasQueriesPage ? queriesByTrace.get(page[1] ?? '') : undefined;
        return send(response, known ? 200 : 404, known ?? { error: 'nothing here' });
      }
      if (pathname !== '/api/items') return send(response, 404, { error: 'nothing here' });
      asked.push(headers);
      const traceId = String(headers.traceparent).split('-')[1] ?? '';
      response.setHeader('server-timing', 'app;dur=9.5, cache;desc="bypass", hits;desc="40"');
      return send(response, 200, await answer(searchParams.get('kind') ?? '', traceId));
    },
    (address, close) => ({
      url: address,
      asked,
      async close() {
        await close();
        await pool?.end();
      },
    }),
  );
}

/** An engine that returns the same response to every search, and keeps the parameters of each request. */
export async function serveEngine(body: unknown) {
  const asked: URLSearchParams[] = [];
  return serve(
    ({ url = '/' }, response) => {
      asked.push(new URL(url, 'http://localhost').searchParams);
      response.end(JSON.stringify(body));
    },
    (url, close) => ({ url, asked, close }),
  );
}

async function serve<Served>(
  listener: (...args: Parameters<RequestListener>) => unknown,
  made: (url: string, close: () => Promise<void>) => Served,
): Promise<Served> {
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return made(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
}

/** A run folder with one step per URL, the first one the slowest. */
function folderOfRun(target: string, paths: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-replay-'));
  const files = layout(folder);
  mkdirSync(files.samples);
  const steps = paths.map((path, place) =>
    step(200 - place, 0, {
      request: {
        url: new URL(path, target).href,
        matchedBy: 'traceparent',
        startMs: 1,
        serverTimingMs: {},
      },
    }),
  );
  const { run, samples } = record({ steps });
  writeFileSync(files.run, JSON.stringify({ ...run, folder, target: { url: target } }));
  writeFileSync(files.runSamples, samples.map((sample) => `${JSON.stringify(sample)}\n`).join(''));
  return folder;
}

const noSources: SourceSettings = { metricsUrls: [], logs: [], queriesPath: '/debug/queries' };

/** Replays such a run and returns the samples. */
export async function replay(
  target: string,
  paths: string[],
  sources: Partial<SourceSettings> = {},
  interrupted = () => false,
): Promise<ReplaySample[]> {
  const found: ReplaySample[] = [];
  await replaySlowQueries({
    folder: folderOfRun(target, paths),
    target: { url: target, allowedHosts: [] },
    sources: { ...noSources, ...sources },
    append: (sample) => found.push(sample),
    interrupted,
  });
  return found;
}
