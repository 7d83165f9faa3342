import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { type Cache, keepingNothing } from '../cache/cache.ts';
import { lruCache } from '../cache/lru.ts';
import { parseFaults } from '../faults.ts';
import { RecentlyAsked } from '../server/asked.ts';
import { Database } from '../server/database.ts';
import { Metrics } from '../server/metrics.ts';
import { EngineClient } from '../server/search/engine-client.ts';
import { serverApp } from '../server/server-app.ts';

export interface InProcessServer {
  url: string;
  stop(): Promise<void>;
}

interface ServerParts {
  engineUrl: string;
  /** Omit it if the test sends no database queries. */
  databaseUrl?: string;
  /** A folder with the built web app. */
  dist: string;
  /** In the form of TARGET_FAULTS. */
  faults?: string;
}

/** Starts the product's server in this process, assembled as in its own process. */
export async function startServer(parts: ServerParts): Promise<InProcessServer> {
  const faults = parseFaults(parts.faults ?? '');
  const lru = lruCache(faults['tiny-cache']);
  const cache: Cache = faults['no-cache'] === undefined ? lru : keepingNothing(lru);
  const engine = new EngineClient(parts.engineUrl);
  const database = new Database(parts.databaseUrl ?? 'postgresql://127.0.0.1:1/none', faults['small-pool']);
  const app = await serverApp(
    {
      engine,
      database,
      cache,
      metrics: new Metrics(),
      recentlyAsked: new RecentlyAsked(),
      engineKind: 'fts5',
      enginePids: [],
      databasePids: [],
    },
    faults,
    { dist: parts.dist, suggestionPauseMs: 0, keptViews: 10 },
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    stop: async () => {
      await app.close();
      await Promise.all([engine.close(), database.close(), cache.close()]);
    },
  };
}

/** Writes a tiny web app, for tests without a browser. */
export function writeTinyWeb(folder: string): string {
  const assets = join(folder, 'assets');
  mkdirSync(assets, { recursive: true });
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html><head></head><body>${'page '.repeat(400)}</body></html>`,
  );
  const script = `// ${'script '.repeat(400)}`;
  writeFileSync(join(assets, 'tiny-1.js'), script);
  writeFileSync(join(assets, 'tiny-1.js.br'), brotliCompressSync(script));
  return folder;
}

/** A fresh W3C trace id and the header that carries it. */
export function newTrace(): { traceId: string; headers: { traceparent: string } } {
  const traceId = randomBytes(16).toString('hex');
  return { traceId, headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } };
}

/** The entries of `Server-Timing`, by name. */
export function timingOf(answer: Response): Map<string, { durationMs?: number; description?: string }> {
  const entries = (answer.headers.get('server-timing') ?? '').split(', ').map((entry) => {
    const durationMs = /;dur=([\d.]+)/.exec(entry)?.[1];
    const description = /;desc="([^"]*)"/.exec(entry)?.[1];
    return [
      entry.split(';')[0] ?? '',
      {
        ...(durationMs !== undefined && { durationMs: Number(durationMs) }),
        ...(description !== undefined && { description }),
      },
    ] as const;
  });
  return new Map(entries);
}

/** The values of `/metrics`, by name. */
export async function metricsOf(server: InProcessServer): Promise<Map<string, number>> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}
