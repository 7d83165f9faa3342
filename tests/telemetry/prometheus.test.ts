import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { knownMetrics, together } from '../../src/telemetry/prometheus/known-metrics.ts';
import { prometheusSource } from '../../src/telemetry/prometheus/prometheus.ts';
import { parsePrometheus } from '../../src/telemetry/prometheus/prometheus-text.ts';
import { freePort } from '../cli/free-port.ts';

const never = new AbortController().signal;

/** As [name, labels, value]. */
const parsed = (text: string) =>
  parsePrometheus(text).map(({ name, labels, value }) => [name, Object.fromEntries(labels), value]);

test('the example from the format’s documentation', () => {
  expect(
    parsed(`# HELP http_requests_total The total number of HTTP requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{method="post",code="400"}    3 1395066363000

# Escaping in label values:
msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9
# Minimalistic line:
metric_without_timestamp_and_labels 12.47
# A weird metric from before the epoch:
something_weird{problem="division by zero"} +Inf -3982045
# A histogram:
http_request_duration_seconds_bucket{le="0.05"} 24054
http_request_duration_seconds_bucket{le="+Inf"} 144320
http_request_duration_seconds_sum 53423
http_request_duration_seconds_count 144320`),
  ).toEqual([
    ['http_requests_total', { method: 'post', code: '200' }, 1027],
    ['http_requests_total', { method: 'post', code: '400' }, 3],
    [
      'msdos_file_access_time_seconds',
      { path: 'C:\\DIR\\FILE.TXT', error: 'Cannot find file:\n"FILE.TXT"' },
      1458255915,
    ],
    ['metric_without_timestamp_and_labels', {}, 12.47],
    ['http_request_duration_seconds_bucket', { le: '0.05' }, 24054],
    ['http_request_duration_seconds_bucket', { le: '+Inf' }, 144320],
    ['http_request_duration_seconds_sum', {}, 53423],
    ['http_request_duration_seconds_count', {}, 144320],
  ]);
});

for (const [what, line, found] of [
  ['a comma after the last label', 'a{b="c",} 1', ['a', { b: 'c' }, 1]],
  ['spaces between all parts', 'a { b = "c" , d = "e" } 2', ['a', { b: 'c', d: 'e' }, 2]],
  ['no space after the labels', 'a{b="c"}3', ['a', { b: 'c' }, 3]],
  ['no labels in the braces', 'a{} 4', ['a', {}, 4]],
  ['braces and commas in a value', 'a{b="x,y}z{",c="d"} 5', ['a', { b: 'x,y}z{', c: 'd' }, 5]],
  ['an exemplar of OpenMetrics', 'a_total 6 # {trace_id="x"} 0.67', ['a_total', {}, 6]],
  ['a carriage return', 'a 7\r', ['a', {}, 7]],
  ['a label with the name of a property', 'a{constructor="x"} 8', ['a', { constructor: 'x' }, 8]],
  ['a negative exponent', 'a -1.5e-3', ['a', {}, -0.0015]],
  ['not a number', 'a NaN', undefined],
  ['infinite', 'a{b="c"} -Inf', undefined],
  ['unterminated labels', 'a{b="c" 1', undefined],
  ['an unterminated label value', 'a{b="c', undefined],
  ['a name that begins with a digit', '1a 1', undefined],
  ['a name with a dash', 'a-b 1', undefined],
  ['no value', 'a', undefined],
  ['a value with trailing characters', 'a 1x', undefined],
  ['HTML', '<div class="metrics"> 1', undefined],
] as const) {
  test(`a line with ${what}`, () => {
    expect(parsed(line)).toEqual(found === undefined ? [] : [found]);
  });
}

test('a label value of a hundred thousand backslashes is parsed quickly', () => {
  const began = performance.now();
  expect(parsed(`a{b="${'\\'.repeat(99_999)}`)).toEqual([]);
  expect(performance.now() - began).toBeLessThan(5000);
});

const known = (text: string) => {
  const { counters, levels, largest } = knownMetrics(parsePrometheus(text));
  return Object.fromEntries([...counters, ...levels, ...largest]);
};

test('prom-client', () => {
  expect(
    known(`process_cpu_seconds_total 12.5
process_resident_memory_bytes 90000000
nodejs_eventloop_lag_seconds 0.001
nodejs_eventloop_lag_max_seconds 0.084
nodejs_eventloop_lag_p99_seconds 0.021
nodejs_heap_size_used_bytes 30000000
nodejs_external_memory_bytes 5000000
nodejs_gc_duration_seconds_sum{kind="minor"} 0.5
nodejs_gc_duration_seconds_sum{kind="major"} 0.25
http_request_duration_seconds_count{route="/"} 4
http_request_duration_seconds_count{route="/api"} 6`),
  ).toEqual({
    cpuMs: 12_500,
    residentBytes: 90_000_000,
    eventLoopDelayMs: 84,
    heapUsedBytes: 30_000_000,
    externalBytes: 5_000_000,
    gcMs: 750,
    requests: 10,
  });
});

test('Micrometer with HikariCP', () => {
  expect(
    known(`hikaricp_connections_active{pool="main"} 9.0
hikaricp_connections_pending{pool="main"} 4.0
hikaricp_connections_max{pool="main"} 10.0
hikaricp_connections_acquire_seconds_count{pool="main"} 200
hikaricp_connections_acquire_seconds_sum{pool="main"} 1.5
cache_gets_total{cache="search",result="hit"} 80.0
cache_gets_total{cache="documents",result="hit"} 20.0
cache_gets_total{cache="search",result="miss"} 40.0
cache_evictions_total{cache="search"} 3.0
cache_size{cache="search"} 50
jvm_memory_used_bytes{area="heap",id="Eden"} 100
jvm_memory_used_bytes{area="heap",id="Old"} 200
jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 1000
http_server_requests_seconds_count{uri="/api"} 7
process_cpu_time_ns_total 2000000`),
  ).toEqual({
    poolInUse: 9,
    poolWaiting: 4,
    poolSize: 10,
    poolAcquires: 200,
    poolWaitMs: 1500,
    cacheHits: 100,
    cacheMisses: 40,
    cacheEvictions: 3,
    cacheEntries: 50,
    heapUsedBytes: 300,
    requests: 7,
    cpuMs: 2,
  });
});

test('the reference target', () => {
  expect(
    known(`http_requests_total{route="/api/search",status="200"} 5
cache_hits_total 11
cache_misses_total 12
cache_evictions_total 13
cache_entries 14
cache_capacity_entries 15
database_pool_size 10
database_pool_in_use 2
database_pool_waiting 1
database_pool_acquires_total 100
database_pool_waits_total 30
database_pool_wait_seconds_total 0.5
event_loop_lag_seconds{quantile="0.5"} 9
event_loop_lag_seconds{quantile="0.99"} 0.03
event_loop_lag_max_seconds 0.02
process_heap_used_bytes 1000
process_resident_memory_bytes 2000
process_cpu_seconds_total 1`),
  ).toEqual({
    requests: 5,
    cacheHits: 11,
    cacheMisses: 12,
    cacheEvictions: 13,
    cacheEntries: 14,
    cacheCapacity: 15,
    poolSize: 10,
    poolInUse: 2,
    poolWaiting: 1,
    poolAcquires: 100,
    poolWaits: 30,
    poolWaitMs: 500,
    eventLoopDelayMs: 30,
    heapUsedBytes: 1000,
    residentBytes: 2000,
    cpuMs: 1000,
  });
});

test('metrics that two exporters report are not counted twice', () => {
  expect(known('http_requests_total 5\nhttp_server_requests_seconds_count 5')).toEqual({ requests: 5 });
});

test('several processes are combined; there are no counters if one of them restarted', () => {
  const page = (requests: number, resident: number, lag: number) =>
    knownMetrics(
      parsePrometheus(
        `http_requests_total ${requests}\nprocess_resident_memory_bytes ${resident}\nnodejs_eventloop_lag_max_seconds ${lag}`,
      ),
    );
  const one = { before: page(100, 1, 0.2), after: page(110, 2, 0.01) };
  expect(together([one, { before: page(900, 5, 0.3), after: page(904, 6, 0.05) }])).toEqual({
    requests: 14,
    residentBytes: 8,
    eventLoopDelayMs: 50,
  });
  expect(together([one, { before: page(900, 5, 0.3), after: page(4, 6, 0.05) }])).toEqual({
    residentBytes: 8,
    eventLoopDelayMs: 50,
  });
});

test.describe('over the network', () => {
  let server: Server;
  let url: string;
  let answer: { status?: number; type?: string; body: string };
  const asked: { path?: string | undefined; authorization?: string | undefined }[] = [];

  test.beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push({ path: request.url, authorization: request.headers.authorization });
      const location = { location: 'http://127.0.0.1:1/' };
      response.writeHead(answer.status ?? 200, { 'content-type': answer.type ?? 'text/plain', ...location });
      response.end(answer.body);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  test.afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  test('counters are the increase since the previous reading', async () => {
    const page = (requests: number) => ({ body: `http_requests_total ${requests}\nunknown_total 1\n` });
    const source = prometheusSource([`${url}/metrics`]);
    answer = page(100);
    expect(await source.start(never)).toBeUndefined();
    answer = page(130);
    expect(await source.reading?.read(never)).toEqual({ requests: 30 });
    // The increase during a failed reading belongs to the next.
    answer = { status: 503, body: '' };
    await expect(source.reading?.read(never)).rejects.toThrow('answered with status 503');
    answer = page(131);
    expect(await source.reading?.read(never)).toEqual({ requests: 1 });
  });

  for (const [what, [one, other]] of [
    ['with start times', ['process_start_time_seconds 10\n', 'process_start_time_seconds 20\n']],
    ['without start times', ['', '']],
  ] as const) {
    test(`several processes ${what} answer in turn: there are no counters, and the shortfall says what to do`, async () => {
      const source = prometheusSource([`${url}/metrics`]);
      const readings: unknown[] = [];
      answer = { body: `${one}http_requests_total 1000\ngo_sql_in_use_connections 1` };
      await source.start(never);
      await source.steadyState?.begin(never);
      for (const body of [`${other}http_requests_total 20`, `${one}http_requests_total 1030`]) {
        answer = { body: `${body}\ngo_sql_in_use_connections 2` };
        readings.push(await source.reading?.read(never));
        if (what === 'without start times') break;
      }
      if (what === 'without start times') {
        // The first change counts as a restart, so the apparent increase after it is still reported.
        for (const requests of [30, 20, 1040]) {
          answer = { body: `http_requests_total ${requests}\ngo_sql_in_use_connections 2` };
          readings.push(await source.reading?.read(never));
        }
        expect(readings.splice(1, 1)).toEqual([{ requests: 10, poolInUse: 2 }]);
      }
      expect(readings.every((values) => !('requests' in (values as object)))).toBe(true);
      expect(await source.steadyState?.end(never)).toEqual({
        samples: [],
        shortfall: {
          message: `${url}/metrics: several processes answer in turn, so their counters cannot be read`,
          grant: 'list the address of each process in FOOTFALL_METRICS_URL',
        },
      });
    });
  }

  test('a process that restarts does not count as several', async () => {
    const source = prometheusSource([`${url}/metrics`]);
    const page = (startedAt: number, requests: number) => ({
      body: `process_start_time_seconds ${startedAt}\nhttp_requests_total ${requests}`,
    });
    answer = page(10, 1000);
    await source.start(never);
    for (const [next, values] of [
      [page(20, 2000), {}],
      [page(20, 2005), { requests: 5 }],
      // A row that disappeared, not another process.
      [page(20, 1000), {}],
      [page(20, 1001), { requests: 1 }],
    ] as const) {
      answer = next;
      expect(await source.reading?.read(never)).toEqual(values);
    }
    expect(await source.steadyState?.end(never)).toEqual({ samples: [] });
  });

  test('name and password are sent, but never reported', async () => {
    const secret = url.replace('http://', 'http://reader:p%40ss@');
    answer = { body: 'up 1' };
    const shortfall = await prometheusSource([`${secret}/metrics?token=p%40ss`]).start(never);
    expect(asked.at(-1)?.authorization).toBe(`Basic ${Buffer.from('reader:p@ss').toString('base64')}`);
    expect(shortfall).toEqual({ message: `${url}/metrics: Footfall knows none of its metrics` });
  });

  for (const [what, page, reason] of [
    [
      'a home page for every URL',
      { type: 'text/html', body: '<p>up</p>\nup 1' },
      'not in Prometheus text format',
    ],
    ['no page', { status: 404, body: 'up 1' }, 'answered with status 404'],
    ['a redirect, which is not followed', { status: 302, body: 'up 1' }, 'answered with status 302'],
    ['text in another format', { body: 'It works!' }, 'the response is not in Prometheus text format'],
  ] as const) {
    test(`a product with ${what} cannot be read`, async () => {
      answer = page;
      await expect(prometheusSource([`${url}/metrics`]).start(never)).rejects.toThrow(reason);
    });
  }

  test('of several pages, those that respond are read', async () => {
    answer = { body: 'http_requests_total 1' };
    const unreachable = `http://127.0.0.1:${await freePort()}/metrics`;
    const source = prometheusSource([unreachable, `${url}/metrics`]);
    expect(await source.start(never)).toEqual({ message: `${unreachable}: ECONNREFUSED` });
    answer = { body: 'http_requests_total 3' };
    expect(await source.reading?.read(never)).toEqual({ requests: 2 });
  });
});
