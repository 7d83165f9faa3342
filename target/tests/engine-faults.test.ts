import { expect, test } from '@playwright/test';
import type { FastifyInstance } from 'fastify';
import { engineApp } from '../engine/engine-app.ts';
import type { Faults } from '../faults.ts';
import {
  ask,
  BY_WORDS,
  contentNodeOf,
  FACETS,
  metricOf,
  PROFILE,
  profilesOf,
  RANK_PROFILE,
  temporaryIndex,
} from './engine-search.ts';

let engine: ReturnType<typeof temporaryIndex>;
let apps: FastifyInstance[] = [];

test.beforeAll(() => {
  engine = temporaryIndex(3000);
});

test.afterEach(async () => {
  await Promise.all(apps.map((app) => app.close()));
  apps = [];
});

test.afterAll(() => engine.remove());

function engineWith(faults: Faults): FastifyInstance {
  const app = engineApp(engine.index, faults);
  apps.push(app);
  return app;
}

/** A timer may fire up to a millisecond early, and Vespa rounds. */
const EARLY_MS = 2;
/** Far longer than any query here takes without a fault. */
const NOTHING_MS = 90;

const FOUR_WORDS = 'be or not be time person';

test('slow-ranking adds time per ranked document, in the first phase', async () => {
  const app = engineWith({ 'slow-ranking': 500 });
  const body = await ask(app, { ...PROFILE, query: 'person' });
  const expectedMs = Math.min(2000, body.root.fields.totalCount * 0.5);
  expect(expectedMs).toBeGreaterThan(NOTHING_MS);

  const { match, firstPhase } = profilesOf(body);
  const [root] = firstPhase.roots;
  expect(firstPhase.total_time_ms).toBeGreaterThanOrEqual(expectedMs);
  expect(root.children).toHaveLength(1);
  expect(root.children[0].count).toBe(body.root.fields.totalCount);
  expect(root.children[0].self_time_ms).toBeGreaterThanOrEqual(expectedMs - 0.01);
  expect(root.self_time_ms + root.children[0].total_time_ms).toBeCloseTo(root.total_time_ms, 4);
  expect(match.total_time_ms).toBeLessThan(NOTHING_MS);
  expect(body.timing.querytime * 1000).toBeGreaterThanOrEqual(expectedMs - EARLY_MS);
  expect((await metricOf(app, `${RANK_PROFILE}.match_time`)).max).toBeGreaterThanOrEqual(expectedMs / 1000);

  const shallow = profilesOf(await ask(app, { ...PROFILE, query: 'person', 'trace.profileDepth': '1' }));
  expect(shallow.firstPhase.roots[0].children).toBeUndefined();
  expect(shallow.firstPhase.roots[0].total_time_ms).toBeGreaterThanOrEqual(expectedMs);
});

test('slow-ranking does not affect unranked queries, and has an upper limit', async () => {
  const app = engineWith({ 'slow-ranking': 1_000_000 });
  const startedMs = performance.now();
  await ask(app, { query: 'person', yql: `${BY_WORDS} order by title asc` });
  await ask(app, { yql: 'select * from synset where true' });
  await ask(app, { query: 'person', hits: '0' });
  expect(performance.now() - startedMs).toBeLessThan(1000);

  const { timing } = await ask(app, { query: 'person', timeout: '10s', 'presentation.timing': 'true' });
  expect(timing.querytime).toBeGreaterThanOrEqual(2);
  expect(timing.querytime).toBeLessThan(4);
});

test('slow-summaries adds time per hit, after matching', async () => {
  const app = engineWith({ 'slow-summaries': 40 });
  const body = await ask(app, { ...PROFILE, query: 'person', hits: '5' });
  expect(body.timing.summaryfetchtime * 1000).toBeGreaterThanOrEqual(200 - EARLY_MS);
  expect(body.timing.searchtime).toBeGreaterThanOrEqual(body.timing.summaryfetchtime);
  expect(contentNodeOf(body).duration_ms).toBeLessThan(NOTHING_MS);
  const { count, min } = await metricOf(app, 'content.proton.search_protocol.docsum.latency');
  expect(count).toBe(1);
  expect(min).toBeGreaterThanOrEqual(0.198);
});

test('one-thread makes queries wait, but their own time stays the same', async () => {
  const app = engineWith({ 'one-thread': 100 });
  const startedMs = performance.now();
  const bodies = await Promise.all(
    ['person', 'time', 'house', 'be'].map((query) => ask(app, { ...PROFILE, query })),
  );
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(400 - 4 * EARLY_MS);
  for (const body of bodies) {
    expect(contentNodeOf(body).duration_ms).toBeGreaterThanOrEqual(100 - EARLY_MS);
    expect(body.timing.searchtime).toBeLessThan(0.3);
  }
  // The container's times include the wait.
  const replies = bodies.map((body) => body.trace.children[1].children[0].children[1].timestamp);
  expect(Math.max(...replies)).toBeGreaterThanOrEqual(400 - 4 * EARLY_MS);

  const queue = await metricOf(app, 'content.proton.executor.match.queuesize');
  expect(queue).toMatchObject({ count: 4, min: 0, max: 3, sum: 6 });
  const { last: utilization } = await metricOf(app, 'content.proton.executor.match.utilization');
  expect(utilization).toBeGreaterThanOrEqual(0.39 / 60);
  expect(utilization).toBeLessThan(1);
  const waited = await metricOf(app, 'content.proton.search_protocol.query.latency');
  const own = await metricOf(app, `${RANK_PROFILE}.query_latency`);
  expect(waited.max).toBeGreaterThan((own.max as number) + 0.2);
  expect((await metricOf(app, 'query_latency')).max).toBeGreaterThanOrEqual(400 - 4 * EARLY_MS);
});

test('a failed query releases its thread', async () => {
  const app = engineWith({ 'one-thread': 20 });
  const late = await app.inject({ url: '/search/', query: { yql: BY_WORDS, query: 'be', timeout: '1ms' } });
  expect(late.statusCode).toBe(504);
  expect((await ask(app, { query: 'be' })).root.fields.totalCount).toBeGreaterThan(0);
});

test('a query that waits longer than its time-out fails', async () => {
  const app = engineWith({ 'one-thread': 100 });
  const statuses = await Promise.all(
    [1, 2, 3].map(async () => {
      const query = { yql: BY_WORDS, query: 'be', timeout: '150ms' };
      return (await app.inject({ url: '/search/', query })).statusCode;
    }),
  );
  expect(statuses).toEqual([200, 504, 504]);
});

test('partial responses report their coverage', async () => {
  const app = engineWith({ 'partial-answers': 40 });
  const yql = `${BY_WORDS} | ${FACETS}`;
  const whole = (await ask(engineWith({}), { yql, query: 'person', hits: '400' })).root;
  const part = (await ask(app, { yql, query: 'person', hits: '400' })).root;
  expect(whole.coverage).toEqual({
    coverage: 100,
    documents: 3000,
    full: true,
    nodes: 1,
    results: 1,
    resultsFull: 1,
  });
  expect(part.coverage).toMatchObject({
    coverage: 40,
    documents: 1200,
    full: false,
    resultsFull: 0,
    degraded: { timeout: true, 'match-phase': false },
  });
  expect(part.errors).toBeUndefined();
  expect(part.fields.totalCount).toBeGreaterThan(0);
  expect(part.fields.totalCount).toBeLessThan(whole.fields.totalCount);

  const idsOf = (root: any): string[] => root.children.slice(1).map(({ id }: { id: string }) => id);
  expect(idsOf(part)).toHaveLength(Math.min(400, part.fields.totalCount));
  if (whole.fields.totalCount <= 400) expect(idsOf(whole)).toEqual(expect.arrayContaining(idsOf(part)));
  for (const list of part.children[0].children) {
    const counted = list.children.reduce((sum: number, { fields }: any) => sum + fields['count()'], 0);
    expect(counted).toBe(part.fields.totalCount);
  }
  expect(await metricOf(app, 'degraded_queries')).toMatchObject({ count: 1 });
  expect(await metricOf(app, `${RANK_PROFILE}.soft_doomed_queries`)).toMatchObject({ count: 1 });
  expect(await metricOf(app, 'failed_queries')).toMatchObject({ count: 0 });
});

test('partial responses respect filters, and the cached cut is cleared when documents change', async () => {
  const app = engineWith({ 'partial-answers': 50 });
  const yql = `${BY_WORDS} and partOfSpeech contains "verb"`;
  const total = async (of: FastifyInstance) => (await ask(of, { yql, query: 'be' })).root.fields.totalCount;
  const part = await total(app);
  expect(part).toBeGreaterThan(0);
  expect(part).toBeLessThan(await total(engineWith({})));

  const verbs = { from: 0, to: Number.MAX_SAFE_INTEGER };
  const before = engine.index.firstPart(verbs, 0.5);
  expect(engine.index.categoryCounts({ range: before })).not.toEqual(new Map());
  const id = 'a00000001';
  const document = { id, title: 'x', words: ['x'], category: 'adj.all', body: 'x', frequency: 0 };
  engine.index.put(document);
  engine.index.put({ ...document, id: 'a00000002' });
  const after = engine.index.firstPart(verbs, 0.5);
  engine.index.remove(id);
  engine.index.remove('a00000002');
  expect(after.to).toBeLessThan(before.to);
  expect(engine.index.firstPart(verbs, 0.5)).toEqual(before);
});

test('partial-answers does not affect small match sets and browsing', async () => {
  const app = engineWith({ 'partial-answers': 40 });
  const words = ['metre', 'rhinoceros', 'velocity', 'galaxy', 'thermometer'];
  const totals: number[] = [];
  for (const query of words) {
    const { fields, coverage } = (await ask(app, { query })).root;
    totals.push(fields.totalCount);
    expect(coverage.full, query).toBe(true);
    expect(coverage.degraded, query).toBeUndefined();
  }
  expect(Math.max(...totals)).toBeGreaterThan(0);
  const browsed = (await ask(app, { yql: 'select * from synset where true' })).root;
  expect(browsed).toMatchObject({ fields: { totalCount: 3000 }, coverage: { full: true } });
  expect(await metricOf(app, 'degraded_queries')).toMatchObject({ count: 0 });
});

test('slow-class adds time to matching queries of several words', async () => {
  const app = engineWith({ 'slow-class': 200 });
  const slow = await ask(app, { ...PROFILE, query: FOUR_WORDS });
  expect(profilesOf(slow).match.total_time_ms).toBeGreaterThanOrEqual(200 - EARLY_MS);
  expect(slow.timing.searchtime * 1000).toBeGreaterThanOrEqual(200 - EARLY_MS);
  const fast = await ask(app, { ...PROFILE, query: 'person' });
  expect(contentNodeOf(fast).duration_ms).toBeLessThan(NOTHING_MS);
});

test('without one-thread, no query waits for another', async () => {
  const app = engineWith({ 'slow-class': 200 });
  const startedMs = performance.now();
  await Promise.all([1, 2, 3, 4, 5].map(() => ask(app, { query: FOUR_WORDS })));
  expect(performance.now() - startedMs).toBeLessThan(800);
  expect(await metricOf(app, 'content.proton.executor.match.queuesize')).toMatchObject({ count: 5, max: 0 });
  const { last: utilization } = await metricOf(app, 'content.proton.executor.match.utilization');
  // The time during which at least one query was active: 200 ms, not five times as much.
  expect(utilization).toBeGreaterThan(0.19 / 60);
  expect(utilization).toBeLessThan(0.8 / 60);
});

test('without faults, none of these effects occurs', async () => {
  const app = engineWith({});
  const body = await ask(app, { ...PROFILE, query: 'person' });
  expect(profilesOf(body).firstPhase.roots[0].children).toBeUndefined();
  expect(body.timing.searchtime * 1000).toBeLessThan(NOTHING_MS);
  expect((await ask(app, { ...PROFILE, query: FOUR_WORDS })).timing.searchtime * 1000).toBeLessThan(
    NOTHING_MS,
  );
  expect(body.root.coverage.degraded).toBeUndefined();
  expect(await metricOf(app, 'degraded_queries')).toMatchObject({ count: 0 });
  expect((await metricOf(app, 'content.proton.executor.match.queuesize')).max).toBe(0);
});
