import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readDocuments } from '../data/wordnet.ts';
import { engineApp } from '../engine/engine-app.ts';
import { DocumentIndex } from '../engine/index/document-index.ts';
import { feedDocuments } from '../engine/index/feed-documents.ts';

const documents = readDocuments(60);

interface FakeVespa {
  url: string;
  paths: string[];
  mostInFlight: number;
  server: Server;
}

/** Used instead of a status: the connection is closed without a response. */
const CUT = 0;

/** Responds to the n-th request with the n-th status, and with 200 after the last. */
async function fakeVespa(statuses: number[]): Promise<FakeVespa> {
  const fake: FakeVespa = { url: '', paths: [], mostInFlight: 0, server: createServer() };
  let inFlight = 0;
  fake.server.on('request', (request, response) => {
    fake.paths.push(request.url ?? '');
    fake.mostInFlight = Math.max(fake.mostInFlight, ++inFlight);
    request.resume();
    setTimeout(() => {
      inFlight--;
      const status = statuses.shift() ?? 200;
      if (status === CUT) return request.socket.destroy();
      response.statusCode = status;
      response.end('{"message":"disk limit reached"}');
    }, 5);
  });
  await new Promise<void>((resolve) => fake.server.listen(0, '127.0.0.1', resolve));
  fake.url = `http://127.0.0.1:${(fake.server.address() as AddressInfo).port}`;
  return fake;
}

const feed = (url: string, onProgress: (done: number) => void = () => {}) =>
  feedDocuments({ url, documents, concurrency: 4, firstBackOffMs: 5, random: () => 0.5, onProgress });

test('every document is fed once, within the concurrency limit', async () => {
  const fake = await fakeVespa([]);
  const progress: number[] = [];
  await feed(fake.url, (done) => progress.push(done));
  fake.server.close();
  expect(new Set(fake.paths)).toEqual(
    new Set(documents.map(({ id }) => `/document/v1/footfall/synset/docid/${id}`)),
  );
  expect(fake.paths).toHaveLength(60);
  expect(fake.mostInFlight).toBe(4);
  expect(progress.at(-1)).toBe(60);
});

test('429 and 503 are retried', async () => {
  const fake = await fakeVespa([429, 503, 429, 200, 503]);
  await feed(fake.url);
  fake.server.close();
  expect(fake.paths).toHaveLength(64);
  expect(new Set(fake.paths).size).toBe(60);
});

test('feeding stops if Vespa stays busy', async () => {
  const fake = await fakeVespa(Array.from({ length: 500 }, () => 429));
  await expect(feed(fake.url)).rejects.toThrow(/gave up after 10 attempts.*429/);
  fake.server.close();
});

test('a lost connection is retried', async () => {
  const fake = await fakeVespa([200, CUT, CUT, 200, CUT]);
  await feed(fake.url);
  fake.server.close();
  expect(new Set(fake.paths).size).toBe(60);
  expect(fake.paths.length).toBeGreaterThanOrEqual(63);
});

test('feeding stops if Vespa is down, and the error names the document', async () => {
  const fake = await fakeVespa([]);
  await new Promise((resolve) => fake.server.close(resolve));
  await expect(feed(fake.url)).rejects.toThrow(
    /gave up after 10 attempts: no response for [nvar]\d{8}: .*ECONNREFUSED/,
  );
});

test('507 stops the feed and reports the reason', async () => {
  const fake = await fakeVespa([200, 200, 507]);
  await expect(feed(fake.url)).rejects.toThrow(/feeding is blocked.*507.*disk limit reached/);
  fake.server.close();
  expect(fake.paths.length).toBeLessThan(20);
});

test('the embedded engine can be fed in the same way', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-feed-'));
  const index = new DocumentIndex(join(folder, 'index.sqlite'));
  index.load([], () => {});
  const app = engineApp(index);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  await feed(url);
  await feed(url);
  expect(index.count()).toBe(60);
  const answer = await app.inject('/search/?yql=select * from synset where userQuery()&query=be');
  expect(answer.json().root.children[0].fields.title).toBe('be');
  await app.close();
  index.close();
  rmSync(folder, { recursive: true });
});
