import { expect, test } from '@playwright/test';
import type { FastifyInstance } from 'fastify';
import { engineApp } from '../engine/engine-app.ts';
import { LastMinute } from '../engine/metrics/last-minute.ts';
import { MatchExecutor } from '../engine/query/match-executor.ts';
import { ask, metricOf, RANK_PROFILE, temporaryIndex } from './engine-search.ts';

let engine: ReturnType<typeof temporaryIndex>;
let app: FastifyInstance;

test.beforeEach(() => {
  engine = temporaryIndex(500);
  app = engineApp(engine.index);
});

test.afterEach(async () => {
  await app.close();
  engine.remove();
});

/** Sends two searches with hits, one without, one for the number of documents, and two that are rejected. */
async function queries(): Promise<number> {
  const found = [
    await ask(app, { query: 'be' }),
    await ask(app, { query: 'person' }),
    await ask(app, { query: 'xyzzy' }),
  ];
  await ask(app, { yql: 'select * from synset where true', hits: '0', ranking: 'unranked' });
  await app.inject('/search/?yql=select');
  await app.inject('/search/');
  return found.reduce((sum, { root }) => sum + root.fields.totalCount, 0);
}

test('the container and the content node count queries and documents', async () => {
  const matched = await queries();
  expect(await metricOf(app, 'queries')).toEqual({ count: 6, rate: 6 / 60 });
  expect(await metricOf(app, 'failed_queries')).toEqual({ count: 2, rate: 2 / 60 });
  expect(await metricOf(app, 'degraded_queries')).toEqual({ count: 0, rate: 0 });
  expect(await metricOf(app, `${RANK_PROFILE}.docs_matched`)).toMatchObject({ count: matched });
  expect(await metricOf(app, `${RANK_PROFILE}.docs_matched`, 'unranked')).toMatchObject({ count: 500 });
  expect(await metricOf(app, `${RANK_PROFILE}.soft_doomed_queries`)).toMatchObject({ count: 0 });
  expect(await metricOf(app, 'content.proton.documentdb.documents.active')).toMatchObject({ last: 500 });
  expect(await metricOf(app, 'jdisc.thread_pool.active_threads')).toMatchObject({ count: 6, max: 1 });
  expect(await metricOf(app, 'jdisc.thread_pool.work_queue.size')).toMatchObject({ last: 0 });
  expect(await metricOf(app, 'jdisc.thread_pool.rejected_tasks')).toMatchObject({ count: 0 });
});

test('times are in milliseconds in the container, in seconds in the content node', async () => {
  await queries();
  const container = await metricOf(app, 'query_latency');
  expect(container.count).toBe(6);
  expect(container['95percentile']).toBeLessThanOrEqual(container.max as number);
  const protocol = await metricOf(app, 'content.proton.search_protocol.query.latency');
  expect(protocol.count).toBe(4);
  expect((protocol.sum as number) * 1000).toBeLessThanOrEqual(container.sum as number);
  const [latency, setup, match, rerank] = await Promise.all(
    ['query_latency', 'query_setup_time', 'match_time', 'rerank_time'].map((name) =>
      metricOf(app, `${RANK_PROFILE}.${name}`),
    ),
  );
  expect(latency).toMatchObject({ count: 3 });
  expect((setup?.sum as number) + (match?.sum as number)).toBeCloseTo(latency?.sum as number, 6);
  expect(latency?.average).toBeCloseTo((latency?.sum as number) / 3, 9);
  expect(rerank).toMatchObject({ count: 3, sum: 0, max: 0 });
  expect((await metricOf(app, 'content.proton.search_protocol.docsum.latency')).count).toBe(2);
});

test('/metrics/v2/values reports the same values in its own format', async () => {
  await queries();
  const { nodes } = (await app.inject('/metrics/v2/values?consumer=vespa')).json();
  expect(nodes).toHaveLength(1);
  const services = nodes[0].services;
  expect(services.map(({ name }: { name: string }) => name)).toEqual(['vespa.container', 'vespa.searchnode']);
  for (const { status, timestamp } of services) {
    expect(status.code).toBe('up');
    expect(Number.isInteger(timestamp)).toBe(true);
  }
  const valueOf = (service: number, name: string, dimensions: object): number =>
    services[service].metrics.find(
      (packet: any) => JSON.stringify(packet.dimensions) === JSON.stringify(dimensions),
    ).values[name];
  expect(valueOf(0, 'queries.rate', {})).toBe(6 / 60);
  expect(valueOf(0, 'jdisc.thread_pool.rejected_tasks.count', { threadpool: 'search-handler' })).toBe(0);
  const profile = { documenttype: 'synset', rankProfile: 'default' };
  expect(valueOf(1, `${RANK_PROFILE}.query_latency.count`, profile)).toBe(3);
  expect(valueOf(1, 'content.proton.documentdb.documents.active.last', { documenttype: 'synset' })).toBe(500);
  const latency = await metricOf(app, `${RANK_PROFILE}.query_latency`);
  expect(valueOf(1, `${RANK_PROFILE}.query_latency.sum`, profile)).toBe(latency.sum);
});

test('before the first query, counts are 0 and there are no times', async () => {
  expect(await metricOf(app, 'query_latency')).toEqual({ count: 0, sum: 0 });
  expect(await metricOf(app, `${RANK_PROFILE}.match_time`)).toEqual({ count: 0, sum: 0 });
  expect(await metricOf(app, 'content.proton.executor.match.utilization')).toMatchObject({ last: 0 });
});

test('facts older than a minute no longer count', () => {
  let now = 0;
  const facts = new LastMinute<string>(() => now);
  facts.add('early');
  now = 30_000;
  facts.add('late');
  now = 60_000;
  expect(facts.read()).toEqual(['early', 'late']);
  now = 60_001;
  expect(facts.read()).toEqual(['late']);
});

test('utilization is the share of the minute with a busy thread', async () => {
  let now = 0;
  const executor = new MatchExecutor(() => now, 1);
  expect(executor.enter()).toBeUndefined();
  const turn = executor.enter();
  now = 15_000;
  expect(executor.utilization()).toBe(0.25);
  executor.leave();
  await turn;
  now = 30_000;
  executor.leave();
  now = 60_000;
  expect(executor.utilization()).toBe(0.5);
  // The first half of the busy time is now more than a minute ago.
  now = 75_000;
  expect(executor.utilization()).toBe(0.25);
  now = 120_000;
  expect(executor.utilization()).toBe(0);
});

test('queries are served in order of arrival', async () => {
  const executor = new MatchExecutor(() => 0, 2);
  const order: number[] = [];
  const turns = [1, 2, 3, 4, 5].map(async (number) => {
    const turn = executor.enter();
    if (turn) await turn;
    order.push(number);
  });
  expect(executor.queueSizes()).toEqual([0, 0, 1, 2, 3]);
  for (const _ of turns) {
    executor.leave();
    await Promise.resolve();
  }
  await Promise.all(turns);
  expect(order).toEqual([1, 2, 3, 4, 5]);
});
