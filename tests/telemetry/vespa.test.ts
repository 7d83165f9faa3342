import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { vespaSource } from '../../src/telemetry/vespa/vespa.ts';
import { parseVespaMetrics } from '../../src/telemetry/vespa/vespa-metrics.ts';
import { vespaValues } from '../../src/telemetry/vespa/vespa-values.ts';

const never = new AbortController().signal;
const RANKING = 'content.proton.documentdb.matching.rank_profile';

/** A container's response to `/state/v1/metrics`. */
const state = JSON.stringify({
  time: 1_790_000_000_000,
  status: { code: 'up' },
  metrics: {
    snapshot: { from: 1_790_000_000.5, to: 1_790_000_030.5 },
    values: [
      { name: 'queries', values: { count: 30, rate: 1 }, dimensions: { chain: 'default' } },
      { name: 'queries', values: { count: 12, rate: 0.4 }, dimensions: { chain: 'other' } },
      { name: 'failed_queries', values: { rate: 0.1 } },
      { name: 'query_latency', values: { count: 30, sum: 300, average: 10, max: 80 }, dimensions: {} },
      { name: 'query_latency', values: { count: 10, average: 50, '95percentile': 99 } },
      { name: 'query_latency', values: { count: 0, sum: 0, average: 0 } },
      {
        name: 'jdisc.thread_pool.work_queue.size',
        values: { max: 7 },
        dimensions: { threadpool: 'search-handler' },
      },
      {
        name: 'jdisc.thread_pool.work_queue.size',
        values: { max: 90 },
        dimensions: { threadpool: 'default-pool' },
      },
      { name: 'jdisc.thread_pool.active_threads', values: { last: 3, average: 2 } },
      {
        name: 'jdisc.thread_pool.rejected_tasks',
        values: { count: 5 },
        dimensions: { threadpool: 'search-handler' },
      },
      { name: 'jvm.gc.overhead', values: { average: 0.04, count: 6 } },
      { name: 'some.other', values: { last: 1 } },
    ],
  },
});

/** The metrics proxy's response to `/metrics/v2/values`. */
const all = JSON.stringify({
  nodes: [
    {
      hostname: 'one',
      role: 'hosts/one',
      node: { timestamp: 1, metrics: [{ values: { 'content.proton.resource_usage.disk.average': 0.7 } }] },
      services: [
        {
          name: 'vespa.container',
          metrics: [{ values: { 'queries.rate': 2, 'query_latency.sum': 900, 'query_latency.count': 60 } }],
        },
        {
          name: 'vespa.searchnode',
          timestamp: 1,
          status: { code: 'up' },
          metrics: [
            {
              values: {
                [`${RANKING}.match_time.sum`]: 0.6,
                [`${RANKING}.match_time.count`]: 60,
                [`${RANKING}.query_setup_time.average`]: 0.002,
                [`${RANKING}.query_setup_time.count`]: 60,
                [`${RANKING}.rerank_time.sum`]: 0.12,
                [`${RANKING}.rerank_time.count`]: 60,
                [`${RANKING}.grouping_time.sum`]: 0,
                [`${RANKING}.grouping_time.count`]: 0,
                [`${RANKING}.docs_matched.count`]: 6000,
                [`${RANKING}.soft_doomed_queries.count`]: 3,
              },
              dimensions: { rankProfile: 'bm25', documenttype: 'product' },
            },
            {
              values: {
                'content.proton.search_protocol.docsum.latency.sum': 1.2,
                'content.proton.search_protocol.docsum.latency.count': 60,
                'content.proton.executor.match.utilization.sum': 0.9,
                'content.proton.executor.match.utilization.count': 1,
                'content.proton.executor.match.queuesize.max': 12,
                'content.proton.executor.docsum.utilization.average': 0.2,
                'content.proton.executor.docsum.queuesize.max': 1,
                'content.proton.documentdb.ready.document_store.cache.hit_rate.average': 0.5,
                'content.proton.documentdb.documents.active.last': 60_000,
                'content.proton.resource_usage.disk.average': 0.5,
                'content.proton.resource_usage.memory.average': 0.4,
                'content.proton.resource_usage.feeding_blocked.last': 0,
              },
              dimensions: { clustername: 'content' },
            },
          ],
        },
      ],
    },
    {
      hostname: 'two',
      services: [
        {
          name: 'vespa.searchnode',
          metrics: [
            {
              values: {
                [`${RANKING}.match_time.sum`]: 0.6,
                [`${RANKING}.match_time.count`]: 20,
                'content.proton.executor.match.queuesize.max': 4,
                'content.proton.documentdb.documents.active.last': 40_000,
                'content.proton.resource_usage.memory.average': 0.8,
                'content.proton.resource_usage.feeding_blocked.last': 1,
              },
              dimensions: {},
            },
          ],
        },
      ],
    },
  ],
});

const values = (text: string) => vespaValues(parseVespaMetrics(text));

test('a container has the rates of its snapshot, and Σ sum / Σ count of its latencies', () => {
  expect(values(state)).toEqual({
    queries: 42,
    failedQueries: 3,
    queryLatencyMs: (300 + 500) / 40,
    workQueue: 7,
    activeThreads: 3,
    rejectedTasks: 5,
    gcOverhead: 0.04,
  });
});

test('all nodes together: seconds as milliseconds, the longest queue, the sum of documents', () => {
  const found = values(all);
  expect(found.matchMs).toBeCloseTo(15, 9);
  expect(found.setupMs).toBeCloseTo(2, 9);
  expect(found.rerankMs).toBeCloseTo(2, 9);
  expect(found.summaryMs).toBeCloseTo(20, 9);
  // There was no grouping: its time is missing, not 0.
  expect(found).not.toHaveProperty('groupingMs');
  expect(found).toMatchObject({
    queries: 120,
    queryLatencyMs: 15,
    docsMatched: 6000,
    softDoomed: 3,
    matchUtilization: 0.9,
    matchQueue: 12,
    summaryUtilization: 0.2,
    summaryQueue: 1,
    summaryCacheHitShare: 0.5,
    documents: 100_000,
    diskUseShare: 0.7,
    memoryUseShare: 0.8,
    feedingBlocked: 1,
  });
});

test('services without nodes, as in /metrics/v1/values', () => {
  const { nodes } = JSON.parse(all);
  const { documents } = values(JSON.stringify({ services: nodes[0].services }));
  expect(documents).toBe(60_000);
});

for (const [what, text] of [
  ['nothing', ''],
  ['text', 'up'],
  ['null', 'null'],
  ['a number', '7'],
  ['a list', '[[],{}]'],
  ['metrics of the wrong type', '{"metrics":"none","nodes":7,"services":null}'],
  ['values of the wrong type', '{"metrics":{"values":{"queries":{"count":1}}}}'],
  ['entries of the wrong type', '{"metrics":{"values":[1,null,"a",{"name":1},{"name":"queries"},[]]}}'],
  [
    'nodes of the wrong type',
    '{"nodes":[null,1,{"services":{}},{"services":[{"metrics":[null,{"values":[]}]}]}]}',
  ],
] as const) {
  test(`a response of ${what} gives no values`, () => {
    expect(values(text)).toEqual({});
  });
}

test('values that are not numbers are left out', () => {
  const entry = { name: 'queries', values: { count: '12', rate: null, last: 3 }, dimensions: { chain: 7 } };
  expect(values(JSON.stringify({ metrics: { values: [entry] } }))).toEqual({});
});

test('truncated or garbled responses never throw, and give only finite numbers', () => {
  const random = xoroshiro128plus(5);
  for (let trial = 0; trial < 2000; trial += 1) {
    const text = trial % 2 === 0 ? state : all;
    const at = uniformInt(random, 0, text.length - 1);
    const character = String.fromCharCode(uniformInt(random, 32, 126));
    for (const broken of [text.slice(0, at), text.slice(0, at) + character + text.slice(at + 1)]) {
      const wrong = Object.entries(values(broken)).filter(([, value]) => !Number.isFinite(value));
      expect(wrong).toEqual([]);
    }
  }
});

test.describe('over the network', () => {
  let server: Server;
  let url: string;
  let pages: Record<string, string>;

  test.beforeAll(async () => {
    server = createServer((request, response) => {
      const page = pages[request.url ?? ''];
      response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(page);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  test.afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  test('figures of the proxy take precedence over those of the container', async () => {
    pages = { '/state/v1/metrics': state, '/metrics/v2/values?consumer=vespa': all };
    const source = vespaSource(url);
    expect(await source.start(never)).toBeUndefined();
    expect(await source.reading?.read(never)).toMatchObject({ queries: 120, failedQueries: 3, workQueue: 7 });
  });

  test('a container alone is read in part', async () => {
    pages = { '/state/v1/metrics': state };
    const source = vespaSource(url);
    expect(await source.start(never)).toEqual({
      message: `there are no figures on matching and ranking, which the content nodes count; ${url}/metrics/v2/values: answered with status 404`,
      grant: 'let the container serve /metrics/v2/values',
    });
    expect(await source.reading?.read(never)).toMatchObject({ queries: 42 });
  });

  test('a container that is not up is reported, and documents are counted if no node reports them', async () => {
    const counting =
      '/search/?yql=select+*+from+sources+*+where+true&hits=0&ranking=unranked&metrics.ignore=true';
    pages = {
      '/state/v1/metrics': state,
      '/state/v1/health': '{"status":{"code":"initializing","message":"no files yet"}}',
      [counting]: '{"root":{"coverage":{"documents":1234,"full":true}}}',
    };
    const source = vespaSource(url);
    expect((await source.start(never))?.message).toContain(
      `${url}/state/v1/health: the container is initializing (no files yet); there are no figures on matching`,
    );
    expect(await source.reading?.read(never)).toMatchObject({ queries: 42, documents: 1234 });
    // A partial response is not a count.
    pages[counting] = '{"root":{"coverage":{"documents":1000,"full":false}}}';
    const partial = vespaSource(url);
    await partial.start(never);
    expect(await partial.reading?.read(never)).not.toHaveProperty('documents');
  });

  test('another product is not mistaken for Vespa', async () => {
    pages = { '/state/v1/metrics': '{"status":"up"}' };
    await expect(vespaSource(url).start(never)).rejects.toThrow(
      "/state/v1/metrics: the response is not in the format of Vespa's metrics",
    );
  });
});
