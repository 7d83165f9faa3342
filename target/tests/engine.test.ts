import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { FastifyInstance } from 'fastify';
import { readDocuments } from '../data/wordnet.ts';
import { engineApp } from '../engine/engine-app.ts';
import { DocumentIndex } from '../engine/index/document-index.ts';

const FACETS =
  'all(all(group(partOfSpeech) each(output(count()))) all(group(category) max(50) each(output(count()))))';

let folder: string;
let index: DocumentIndex;
let app: FastifyInstance;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'footfall-engine-'));
  index = new DocumentIndex(join(folder, 'index.sqlite'));
  index.load(readDocuments(3000), () => {});
  app = engineApp(index);
});

test.afterAll(async () => {
  await app.close();
  index.close();
  rmSync(folder, { recursive: true });
});

const search = async (parameters: Record<string, string>) => {
  const answer = await app.inject({ url: '/search/', query: parameters });
  return { status: answer.statusCode, body: answer.json() };
};
const hitsOf = (body: any): any[] =>
  (body.root.children ?? []).filter((child: any) => child.id !== 'group:root:0');

test('a response has Vespa’s format', async () => {
  const yql = `select * from synset where userQuery() | ${FACETS}`;
  const { status, body } = await search({
    yql,
    query: 'house',
    hits: '3',
    'presentation.timing': 'true',
    'trace.level': '1',
  });
  expect(status).toBe(200);
  expect(body.root).toMatchObject({
    id: 'toplevel',
    coverage: { coverage: 100, documents: 3000, full: true },
  });
  expect(body.timing.searchtime).toBeGreaterThanOrEqual(0);
  expect(body.trace.children.length).toBeGreaterThan(0);

  const hits = hitsOf(body);
  expect(hits).toHaveLength(3);
  expect(hits[0].fields).toMatchObject({ title: 'house', partOfSpeech: 'noun', sddocname: 'synset' });
  expect(hits[0].id).toMatch(/^id:footfall:synset::n\d{8}$/);
  expect(hits[0].relevance).toBeGreaterThanOrEqual(hits[1].relevance);
  expect(hits.some((hit) => hit.fields.body.includes('<hi>'))).toBe(true);

  const groups = body.root.children[0];
  expect(groups.id).toBe('group:root:0');
  for (const list of groups.children) {
    const counted = list.children.reduce(
      (sum: number, group: { fields: { 'count()': number } }) => sum + group.fields['count()'],
      0,
    );
    expect(counted, list.label).toBe(body.root.fields.totalCount);
  }
});

test('a filter returns exactly as many documents as its facet counts', async () => {
  const all = await search({ yql: `select * from synset where userQuery() | ${FACETS}`, query: 'time' });
  for (const list of all.body.root.children[0].children) {
    for (const group of list.children) {
      const yql = `select * from synset where userQuery() and ${list.label} contains "${group.value}"`;
      const { body } = await search({ yql, query: 'time', hits: '400' });
      expect(body.root.fields.totalCount, group.value).toBe(group.fields['count()']);
      expect(hitsOf(body).every((hit) => hit.fields[list.label] === group.value)).toBe(true);
    }
  }
});

test('filters that exclude each other match nothing', async () => {
  const yql =
    'select * from synset where true and partOfSpeech contains "noun" and category contains "verb.body"';
  expect((await search({ yql })).body.root.fields.totalCount).toBe(0);
});

test('pages have no gaps or overlaps, in either order', async () => {
  for (const order of ['', ' order by title asc']) {
    const yql = `select * from synset where userQuery()${order}`;
    const whole = hitsOf((await search({ yql, query: 'person', hits: '40' })).body).map((hit) => hit.id);
    const paged: string[] = [];
    for (const offset of ['0', '10', '20', '30']) {
      paged.push(
        ...hitsOf((await search({ yql, query: 'person', hits: '10', offset })).body).map((hit) => hit.id),
      );
    }
    expect(paged).toEqual(whole);
    expect(new Set(paged).size).toBe(40);
  }
});

test('titles are sorted alphabetically', async () => {
  for (const where of ['userQuery()', 'true']) {
    const yql = `select * from synset where ${where} order by title asc`;
    const titles = hitsOf((await search({ yql, query: 'person', hits: '50' })).body).map((hit) =>
      hit.fields.title.toLowerCase(),
    );
    expect(titles).toHaveLength(50);
    expect(titles).toEqual([...titles].sort());
  }
});

test('every word must match, in any of its forms', async () => {
  const count = async (query: string) =>
    (await search({ yql: 'select * from synset where userQuery()', query, hits: '0' })).body.root.fields
      .totalCount;
  expect(await count('houses')).toBe(await count('house'));
  expect(await count('house person')).toBeLessThan(await count('house'));
  expect(await count('house xyzzy')).toBe(0);
  expect(await count('HOUSE')).toBe(await count('house'));
});

test('typed text is never read as query syntax', async () => {
  const hostile = [
    '"',
    '""',
    '*',
    'a*',
    'NEAR(a b)',
    'title:house',
    'house OR person',
    'house AND NOT person',
    '^house',
    '-house',
    '{house}',
    "house'; drop table document; --",
    '<script>alert(1)</script>',
    '\\',
    'ж日本語ñ',
    '👍',
    'e\u0301',
    '\u0301',
    'a '.repeat(300),
    'x'.repeat(5000),
  ];
  for (const query of hostile) {
    const { status, body } = await search({ yql: 'select * from synset where userQuery()', query });
    expect(status, query).toBe(200);
    expect(body.root.errors, query).toBeUndefined();
  }
});

test('documents with exactly the typed title come first, then those with it as another word', async () => {
  const yql = (text: string) =>
    `select * from synset where rank(userQuery(), exactTitle contains "${text}", exactWords contains "${text}")`;
  const ranks = async (query: string) =>
    hitsOf((await search({ yql: yql(query), query, hits: '400' })).body).map(({ id, fields }) => {
      if (fields.title.toLowerCase() === query.toLowerCase()) return 0;
      const { words } = index.get(id.split('::')[1]) ?? { words: [] };
      return words.some((word) => word.toLowerCase() === query.toLowerCase()) ? 1 : 2;
    });
  for (const query of ['time', 'MONTH', 'make', 'new york']) {
    const found = await ranks(query);
    expect(found, query).toEqual([...found].sort());
    expect(found[0], query).toBe(0);
  }
  expect(new Set(await ranks('make')).size).toBe(3);
  const other = await search({ yql: yql('time').replace('"time"', '"month"'), query: 'time' });
  expect(other.status).toBe(400);
});

test('invalid queries are rejected with Vespa’s error codes', async () => {
  const refused: [Record<string, string>, number, RegExp][] = [
    [{}, 4, /yql is missing/],
    [{ yql: 'select * from' }, 3, /incomplete/],
    [{ yql: 'select * from synset where title contains "x"' }, 3, /not an attribute/],
    [{ yql: 'select * from synset where true or true' }, 3, /end of the query/],
    [{ yql: 'select * from synset where category contains noun' }, 3, /string in quotes/],
    [{ yql: 'select * from synset where true', hits: '401' }, 4, /hits must be .* 400/],
    [{ yql: 'select * from synset where true', offset: '1001' }, 4, /offset must be .* 1000/],
    [{ yql: 'select * from synset where true', hits: '-1' }, 4, /hits/],
    [{ yql: 'select * from synset where true', timeout: 'soon' }, 4, /timeout/],
  ];
  for (const [parameters, code, message] of refused) {
    const { status, body } = await search(parameters);
    expect(status, JSON.stringify(parameters)).toBe(400);
    expect(body.root.errors).toEqual([
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    ]);
  }
  const late = await search({
    yql: 'select * from synset where userQuery()',
    query: 'person',
    timeout: '0ms',
  });
  expect(late.status).toBe(504);
  expect(late.body.root.errors[0].code).toBe(12);
});

test('a query can be sent as JSON, and the URL overrides it', async () => {
  const answer = await app.inject({
    method: 'POST',
    url: '/search/?hits=2',
    payload: {
      yql: 'select * from synset where userQuery()',
      query: 'house',
      hits: 5,
      presentation: { timing: true },
    },
  });
  expect(answer.json().timing).toBeDefined();
  expect(hitsOf(answer.json())).toHaveLength(2);
});

test('documents can be read, replaced, added and removed', async () => {
  const url = '/document/v1/footfall/synset/docid/n99999999';
  const fields = {
    title: 'frobnicator',
    words: ['frobnicator'],
    partOfSpeech: 'noun',
    category: 'noun.artifact',
    body: 'a thing that frobnicates',
    frequency: 3,
  };
  const count = async (query: string) =>
    (await search({ yql: 'select * from synset where userQuery()', query })).body.root.fields.totalCount;

  expect((await app.inject(url)).statusCode).toBe(404);
  expect((await app.inject({ method: 'POST', url, payload: { fields } })).statusCode).toBe(200);
  expect((await app.inject(url)).json().fields).toEqual(fields);
  expect(await count('frobnicator')).toBe(1);

  const replaced = { ...fields, title: 'grobnicator', words: ['grobnicator'], body: 'another thing' };
  await app.inject({ method: 'POST', url, payload: { fields: replaced } });
  expect(await count('frobnicator')).toBe(0);
  expect(await count('grobnicator')).toBe(1);

  expect((await app.inject({ method: 'DELETE', url })).statusCode).toBe(200);
  expect(await count('grobnicator')).toBe(0);
  const wrong = await app.inject({
    method: 'POST',
    url,
    payload: { fields: { ...fields, category: 'noun.nonsense' } },
  });
  expect(wrong.statusCode).toBe(400);
  expect(wrong.json().message).toContain('fields.category');
});

test('health and metrics report the last minute', async () => {
  expect((await app.inject('/state/v1/health')).json().status.code).toBe('up');
  await search({ yql: 'select * from synset where userQuery()', query: 'house' });
  const metrics = (await app.inject('/state/v1/metrics')).json().metrics;
  const values = (name: string) =>
    metrics.values.find((metric: { name: string }) => metric.name === name)?.values;
  expect(values('queries').count).toBeGreaterThan(10);
  expect(values('failed_queries').count).toBeGreaterThan(5);
  expect(values('query_latency').max).toBeGreaterThanOrEqual(values('query_latency').average);
  expect(metrics.snapshot.to - metrics.snapshot.from).toBeCloseTo(60);
});
