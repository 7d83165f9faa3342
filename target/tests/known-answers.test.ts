import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import pg from 'pg';
import { readDocuments } from '../data/wordnet.ts';
import type { DocumentAnswer, Health, SearchAnswer, SuggestAnswer } from '../server/api.ts';
import {
  removeDataDir,
  type StartedTarget,
  smallTarget,
  startTarget,
  temporaryDataDir,
} from './start-target.ts';

/** The complete target with all of WordNet, tested over HTTP. */
let dataDir: string;
let target: StartedTarget;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  dataDir = temporaryDataDir();
  target = await startTarget({ ...smallTarget(dataDir), TARGET_DOCUMENTS: undefined });
});

test.afterAll(async () => {
  await target?.stop();
  removeDataDir(dataDir);
});

async function get<Answer>(path: string, parameters: Record<string, string> = {}): Promise<Answer> {
  const answer = await fetch(`${target.url}${path}?${new URLSearchParams(parameters)}`);
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as Answer;
}

const search = (parameters: Record<string, string>) => get<SearchAnswer>('/api/search', parameters);
const suggest = async (q: string) =>
  (await get<SuggestAnswer>('/api/suggest', { q })).suggestions.map(({ text }) => text);

test('all documents are loaded, and every tier reports its processes', async () => {
  expect(target.documents).toBe(117_791);
  const health = await get<Health>('/healthz');
  expect(health).toMatchObject({ status: 'ok', documents: 117_791 });
  expect(health.tiers.map(({ name, kind, status, pids }) => [name, kind, status, pids])).toEqual([
    ['app', 'fastify', 'up', [target.pids.server]],
    ['cache', 'lru', 'up', []],
    ['database', 'postgresql', 'up', [target.pids.database]],
    ['engine', 'fts5', 'up', [target.pids.engine]],
  ]);
});

test('progress is reported in order, up to all documents', () => {
  const documents = target.progress.filter(({ what }) => what === 'documents');
  expect(documents.at(-1)).toMatchObject({ done: 117_791, total: 117_791 });
  const counts = documents.map(({ done }) => done);
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
});

test('a search finds, counts, ranks and highlights', async () => {
  const answer = await search({ q: 'dog' });
  expect(answer).toMatchObject({ query: 'dog', page: 1, pageSize: 10, total: 509, sort: 'relevance' });
  expect(answer.results).toHaveLength(10);
  expect(answer.results[0]).toMatchObject({
    id: 'n02086723',
    title: 'dog',
    partOfSpeech: 'noun',
    category: 'noun.animal',
  });
  expect(answer.results[0]?.snippet).toContainEqual({ text: 'dog', match: true });
  expect(answer.didYouMean).toBeUndefined();
  const counted = (facet: { count: number }[]) => facet.reduce((sum, { count }) => sum + count, 0);
  expect(counted(answer.facets.partOfSpeech)).toBe(509);
  expect(counted(answer.facets.category)).toBe(509);
  expect(answer.facets.category[0]).toEqual({ value: 'noun.animal', count: 245 });
});

test('the entry with exactly the typed title comes first', async () => {
  const words = readDocuments(2000)
    .map(({ title }) => title)
    .filter((title) => /^[a-z]+$/.test(title));
  const frequent = [...new Set(words)].slice(0, 200);
  const others = ['apple', 'train', 'news', 'meeting', 'month', 'different', 'ICE cream', 'New York'];
  const missed: string[] = [];
  for (const q of [...frequent, ...others]) {
    const first = (await search({ q })).results[0]?.title;
    if (first?.toLowerCase() !== q.toLowerCase()) missed.push(`${q}: ${first}`);
  }
  expect(frequent).toHaveLength(200);
  expect(missed).toEqual([]);
});

test('a filter returns as many results as its facet counts', async () => {
  const nouns = await search({ q: 'dog', pos: 'noun' });
  expect(nouns.total).toBe(372);
  expect(nouns.results.every(({ partOfSpeech }) => partOfSpeech === 'noun')).toBe(true);
  const animals = await search({ q: 'dog', pos: 'noun', category: 'noun.animal' });
  expect(animals.total).toBe(245);
  expect(animals.results.every(({ category }) => category === 'noun.animal')).toBe(true);
});

test('pages do not overlap, and the last one contains the rest', async () => {
  const pages = await Promise.all(['1', '2', '38'].map((page) => search({ q: 'dog', pos: 'noun', page })));
  expect(pages.map(({ results }) => results.length)).toEqual([10, 10, 2]);
  const ids = pages.flatMap(({ results }) => results.map(({ id }) => id));
  expect(new Set(ids).size).toBe(22);
});

test('a filter without words browses, and results can be sorted by title', async () => {
  const answer = await search({ category: 'noun.animal', sort: 'title' });
  expect(answer.total).toBeGreaterThan(7000);
  const titles = answer.results.map(({ title }) => title.toLowerCase());
  expect(titles).toEqual([...titles].sort());
  expect((await search({ q: '', pos: 'adverb' })).total).toBe(3625);
});

test('a misspelt query has no results but gets a correction', async () => {
  const corrections: Record<string, string> = {
    elepant: 'elephant',
    hosue: 'house',
    dolfin: 'dolphin',
    elefant: 'elephant',
    tecknology: 'technology',
    waetr: 'water',
    'ice craem': 'ice cream',
  };
  for (const [q, didYouMean] of Object.entries(corrections)) {
    expect(await search({ q }), q).toMatchObject({ total: 0, results: [], didYouMean });
  }
  expect((await search({ q: 'zzzzqqqqxxxx' })).didYouMean).toBeUndefined();
});

test('a word with few matches gets a correction unless it is a known word', async () => {
  const mistake = await search({ q: 'goverment' });
  expect(mistake).toMatchObject({ total: 1, didYouMean: 'government' });
  expect(mistake.results).toHaveLength(1);
  const known = await search({ q: 'aardwolf' });
  expect(known.results[0]?.title).toBe('aardwolf');
  expect(known.total).toBeLessThan(5);
  expect(known.didYouMean).toBeUndefined();
  // A rare but correct word: a calender presses paper and cloth.
  expect(await search({ q: 'calender' })).not.toHaveProperty('didYouMean');
});

test('suggestions begin with the typed text, the most frequent first', async () => {
  expect((await suggest('d'))[0]).toBe('do');
  const dogs = await suggest('dog');
  expect(dogs[0]).toBe('dog');
  expect(dogs).toHaveLength(8);
  expect(dogs.every((text) => text.toLowerCase().startsWith('dog'))).toBe(true);
  expect(await suggest('ICE  cr')).toContain('ice cream');
  expect(await suggest('new yor')).toContain('New York');
  expect(await suggest('')).toEqual([]);
  expect(await suggest('%')).toEqual([]);
  expect(await suggest('zzzzq')).toEqual([]);
});

test('a document has its definition, examples and related documents', async () => {
  const dog = await get<DocumentAnswer>('/api/documents/n02086723');
  expect(dog).toMatchObject({
    id: 'n02086723',
    title: 'dog',
    words: ['dog', 'domestic dog', 'Canis familiaris'],
    partOfSpeech: 'noun',
    category: 'noun.animal',
    examples: ['the dog barked all night'],
  });
  const general = dog.related.find(({ relation }) => relation === 'more general');
  expect(general?.documents.map(({ title }) => title)).toEqual(['domestic animal', 'canine']);
  expect(dog.related.every(({ documents }) => documents.length <= 12)).toBe(true);
  for (const id of ['n99999999', 'nonsense', '..%2f..%2fetc']) {
    const missing = await fetch(`${target.url}/api/documents/${id}`);
    expect(missing.status, id).toBe(404);
    expect(((await missing.json()) as { error: string }).error).toContain('nothing');
  }
});

test('every query in the log returns the results that its kind requires', async () => {
  test.setTimeout(120_000);
  const lines = readFileSync(new URL('../../workloads/query-log.ndjson', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const queries = lines.map(
    (line) => JSON.parse(line) as { text: string; kind: string; filter?: Record<string, string> },
  );
  const least: Record<string, number> = { head: 21, title: 1, definition: 1, filtered: 11 };
  const broken: string[] = [];
  for (const query of queries) {
    const { text, filter } = query;
    const kind = query.kind.replace(' of few', '');
    const { total, didYouMean } = await search({ q: text, ...filter });
    const kept = kind === 'misspelt' ? total === 0 && didYouMean !== undefined : total >= (least[kind] ?? 0);
    if (!kept) broken.push(`${kind}: ${text} (${total} found, did you mean ${didYouMean})`);
  }
  expect(broken).toEqual([]);
  expect(queries).toHaveLength(2194);
});

test('a document without relations links to its neighbours', async () => {
  // "not" is one of the 1,005 synsets of WordNet 3.1 that have no pointer.
  const { related } = await get<DocumentAnswer>('/api/documents/r00024432');
  expect(related).toHaveLength(1);
  expect(related[0]?.relation).toBe('nearby in the dictionary');
  const ids = related[0]?.documents.map(({ id }) => id) ?? [];
  expect(ids).toHaveLength(6);
  expect(ids).not.toContain('r00024432');
});

test('hostile input does no harm', async () => {
  const hostile = [
    '"',
    '*',
    'dog*',
    'NEAR(dog cat)',
    'title:dog',
    'dog OR cat',
    "'; drop table documents; --",
    '\\',
    '%',
    '_',
    '<script>alert(1)</script>',
    'ж日本語',
    '👍👍',
    '\u0000dog',
    '\ud800',
    '{"a":1}',
    'a'.repeat(200),
    'a '.repeat(100),
  ];
  for (const q of hostile) {
    const answer = await search({ q });
    expect(answer.total, q).toBeGreaterThanOrEqual(0);
    await suggest(q);
  }
  expect((await search({ q: '***' })).total).toBe(0);
  expect((await search({ q: 'dog' })).total).toBe(509);
});

test('document text is returned as text, even if it looks like markup', async () => {
  const { results } = await search({ q: 'script alert' });
  for (const part of results.flatMap(({ snippet }) => snippet)) expect(part.text).not.toContain('<hi>');
});

test('invalid input is rejected with the reason', async () => {
  const refused: [string, RegExp][] = [
    [`q=${'a'.repeat(201)}`, /q may have at most 200 characters/],
    ['q=a&q=b', /q may be given only once/],
    ['q=a&pos=pronoun', /pos must be one of noun, verb/],
    ['q=a&category=noun.dragon', /category must be/],
    ['q=a&pos=verb&category=noun.animal', /contains no verbs/],
    ['q=a&page=0', /page must be a whole number from 1 to 100/],
    ['q=a&page=101', /page must be/],
    ['q=a&page=1.5', /page must be/],
    ['q=a&sort=newest', /sort must be relevance or title/],
  ];
  for (const [parameters, message] of refused) {
    const answer = await fetch(`${target.url}/api/search?${parameters}`);
    expect(answer.status, parameters).toBe(400);
    expect(((await answer.json()) as { error: string }).error).toMatch(message);
  }
});

test('Server-Timing lists the tiers involved and the trace id', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const timing = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(target.url + path, { headers });
    await answer.text();
    return answer.headers.get('server-timing') ?? '';
  };
  const duration = String.raw`dur=[\d.]+`;
  const first = await timing('/api/search?q=photography', { traceparent });
  expect(first).toMatch(
    new RegExp(
      `^app;${duration}, cache;${duration};desc="miss", engine;${duration}, hits;desc="\\d+", traceparent;desc="${traceparent}"$`,
    ),
  );
  expect(await timing('/api/search?q=photography')).toMatch(
    new RegExp(`^app;${duration}, cache;${duration};desc="hit", hits;desc="\\d+"$`),
  );
  expect(await timing('/api/suggest?q=cartog')).toMatch(
    new RegExp(`^app;${duration}, cache;${duration};desc="miss", database;${duration}$`),
  );
  expect(await timing('/api/documents/n02086726', { traceparent: 'x"; evil' })).not.toContain('traceparent');
});

test('every response isolates the page, and the browser caches only assets', async () => {
  for (const path of [
    '/',
    '/search?q=dog',
    '/document/n02086723',
    '/api/search?q=dog',
    '/healthz',
    '/nowhere',
  ]) {
    const { headers } = await fetch(target.url + path);
    expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy'), path).toBe('require-corp');
    expect(headers.get('timing-allow-origin'), path).toBe('*');
  }
  expect((await fetch(`${target.url}/api/search?q=dog`)).headers.get('cache-control')).toBe('no-store');
  const page = await fetch(`${target.url}/search?q=dog`);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.headers.get('server-timing')).toMatch(/^app;dur=[\d.]+$/);
  const script = /src="(\/assets\/[^"]+)"/.exec(await page.text())?.[1];
  expect((await fetch(target.url + script)).headers.get('cache-control')).toContain('immutable');
  expect((await fetch(`${target.url}/nowhere`)).status).toBe(404);
  expect((await fetch(`${target.url}/api/nowhere`)).status).toBe(404);
});

test('the database collects statement statistics and explains slow statements', async () => {
  await search({ q: 'dgo' });
  const { databaseUrl } = JSON.parse(readFileSync(join(dataDir, 'target.json'), 'utf8'));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const statements = await client.query('select query, calls from pg_stat_statements');
  const version = await client.query('show server_version');
  const libraries = await client.query('show shared_preload_libraries');
  const tables = await client.query('select count(*) from footfall.relations');
  await client.end();
  expect(statements.rows.some(({ query }) => query.includes('from suggestions'))).toBe(true);
  expect(version.rows[0].server_version).toMatch(/^18\./);
  expect(libraries.rows[0].shared_preload_libraries).toBe('pg_stat_statements,auto_explain');
  expect(Number(tables.rows[0].count)).toBe(365_119);
});

test('metrics cover requests, cache and pool', async () => {
  await search({ q: 'dog' });
  await search({ q: 'dog' });
  const text = await (await fetch(`${target.url}/metrics`)).text();
  const value = (name: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    );
  expect(value('http_requests_total{route="/api/search",status="200"}')).toBeGreaterThan(2);
  expect(value('http_request_duration_seconds_count{route="/api/search"}')).toBeGreaterThan(2);
  expect(value('cache_hits_total')).toBeGreaterThan(0);
  expect(value('cache_misses_total')).toBeGreaterThan(0);
  expect(value('database_pool_in_use')).toBe(0);
  expect(value('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
});

test('if a tier ends, the target reports it and exits', async () => {
  const { child } = target;
  const failed = new Promise<string>((resolve) => {
    child.on('message', (message: { type: string; message: string }) => {
      if (message.type === 'failed') resolve(message.message);
    });
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(target.pids.engine as number, 'SIGKILL');
  expect(await failed).toContain('the engine exited unexpectedly (killed by SIGKILL)');
  expect(await ended).toBe(1);
});
