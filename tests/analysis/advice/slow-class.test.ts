import { expect, test } from '@playwright/test';
import { classesOf } from '../../../src/analysis/advice/query-classes.ts';
import { question } from './facts.ts';
import { type Asked, adviceOn, idsOn, type Product, product, withReplay } from './product.ts';

test('the classes of a request are kind, number of words, filter and later pages', () => {
  const query = { text: 'x', kind: 'title' };
  expect(classesOf({ url: '/api/search?q=price+war+of', query })).toEqual([
    'for queries of kind “title”',
    'with 2 or more words',
    'with 3 or more words',
    'without a filter',
  ]);
  expect(classesOf({ url: '/api/search?q=cloud&pos=verb&page=2' })).toEqual([
    'with a filter',
    'for later pages',
  ]);
  expect(classesOf({ url: '/api/documents/n00001740', query })).toEqual(['for queries of kind “title”']);
});

const isLong = ({ kind, path, words }: Asked) => kind === 'query' && path.includes('?q=') && words >= 3;
const slow = (seed = 1) =>
  product({ engineMs: (asked) => (isLong(asked) ? 400 : 0), steadyMs: 80_000 }, seed);

/** The slowest search was replayed: the class is confirmed if it is as slow alone. */
const confirmed = (made: Product, engine: number) =>
  withReplay(made, 'search', {
    serverTimingMs: { app: engine + 3, engine },
    engine: [question({ queryMs: engine, matchingMs: engine, rankingMs: 1, hits: 12 })],
  });

test('a class that is slow in the engine is described by what its queries have in common', () => {
  const [advice, ...others] = adviceOn(confirmed(slow(), 405));
  expect(advice).toMatchObject({ id: 'engine.slow-class', layer: 'engine' });
  expect(advice?.symptom).toContain('with 3 or more words');
  expect(others).toEqual([]);
});

test('a slow class is found without a replay too, but not if it is fast alone', () => {
  expect(idsOn(slow())).toEqual(['engine.slow-class']);
  expect(idsOn(confirmed(slow(), 9))).toEqual([]);
});

test('a cause that explains the class is reported instead', () => {
  const ranked = withReplay(slow(), 'search', {
    serverTimingMs: { app: 408, engine: 405 },
    engine: [question({ queryMs: 402, rankingMs: 390, matchingMs: 5, hits: 12_000 })],
  });
  expect(idsOn(ranked)).toEqual(['engine.ranking']);
});

test('a class can also be slow in the server or in the database', () => {
  const inApp = product({ appMs: (asked) => (isLong(asked) ? 300 : 0), steadyMs: 80_000 });
  expect(idsOn(inApp)).toEqual(['app.slow-class']);
  const inDatabase = product({
    databaseMs: ({ name }) => (name === 'read a document' ? 300 : 0),
    steadyMs: 80_000,
  });
  // Only the documents of one journey get a query kind.
  const some = inDatabase.steps.map((step) =>
    step.step === 'read a document' ? { ...step, query: { text: 'x', kind: 'rare' } } : step,
  );
  expect(idsOn({ ...inDatabase, steps: some })).toEqual(['database.slow-class']);
});

test('a slow class is found from the pages alone, too', () => {
  const bare = (made: Product): Product => ({
    ...made,
    telemetry: [],
    steps: made.steps.map(({ request, ...step }) => {
      if (!request) return step;
      const { serverTimingDesc: _, ...rest } = request;
      return { ...step, request: { ...rest, serverTimingMs: {} } };
    }),
  });
  const [advice, ...others] = adviceOn(bare(slow()));
  expect(advice).toMatchObject({ id: 'app.slow-answers', layer: 'app' });
  expect(advice?.symptom).toContain('with 3 or more words');
  expect(others).toEqual([]);
  const alone = (aloneMs: number) =>
    idsOn(withReplay(bare(slow()), 'search', { serverTimingMs: {}, aloneMs }));
  expect(alone(410)).toEqual(['app.slow-answers']);
  expect(alone(14)).toEqual([]);
});
