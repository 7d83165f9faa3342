import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Cache } from '../cache/cache.ts';
import type { CacheOutcome } from './asked.ts';
import type { Database } from './database.ts';
import { EventLoopLag } from './event-loop-lag.ts';

const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;

interface RouteMetrics {
  statuses: Map<number, number>;
  buckets: number[];
  sumS: number;
  count: number;
}

/** Collects the server's metrics for `/metrics`, in the Prometheus text format. */
export class Metrics {
  readonly #routes = new Map<string, RouteMetrics>();
  readonly #eventLoop = monitorEventLoopDelay({ resolution: 10 });
  readonly #eventLoopLag = new EventLoopLag();
  #cacheHits = 0;
  #cacheMisses = 0;

  constructor() {
    this.#eventLoop.enable();
  }

  request(route: string, status: number, durationMs: number): void {
    const metrics = this.#routes.get(route) ?? {
      statuses: new Map(),
      buckets: BUCKETS_S.map(() => 0),
      sumS: 0,
      count: 0,
    };
    const durationS = durationMs / 1000;
    metrics.statuses.set(status, (metrics.statuses.get(status) ?? 0) + 1);
    metrics.buckets = metrics.buckets.map(
      (count, bucket) => count + (durationS <= (BUCKETS_S[bucket] ?? 0) ? 1 : 0),
    );
    metrics.sumS += durationS;
    metrics.count += 1;
    this.#routes.set(route, metrics);
  }

  cache(outcome: CacheOutcome): void {
    if (outcome === 'hit') this.#cacheHits += 1;
    else if (outcome === 'miss') this.#cacheMisses += 1;
  }

  render(database: Database, cache: Cache): string {
    const pool = database.read();
    const kept = cache.read?.();
    const cpu = process.cpuUsage();
    const memory = process.memoryUsage();
    const lagMs = this.#eventLoopLag.read();
    return [
      ...this.#requests(),
      ...counter('cache_hits_total', this.#cacheHits),
      ...counter('cache_misses_total', this.#cacheMisses),
      ...counter('cache_evictions_total', kept?.evictions),
      ...gauge('cache_entries', kept?.entries),
      ...gauge('cache_capacity_entries', kept?.capacityEntries),
      ...gauge('database_pool_size', pool.size),
      ...gauge('database_pool_in_use', pool.inUse),
      ...gauge('database_pool_waiting', pool.waiting),
      ...counter('database_pool_acquires_total', pool.acquires),
      ...counter('database_pool_waits_total', pool.waits),
      ...counter('database_pool_wait_seconds_total', pool.waitedMs / 1000),
      '# TYPE event_loop_lag_seconds summary',
      ...[50, 99].map(
        (percentile) =>
          `event_loop_lag_seconds{quantile="${percentile / 100}"} ${this.#eventLoop.percentile(percentile) / NANOSECONDS}`,
      ),
      // The largest since the last scrape.
      ...gauge('event_loop_lag_max_seconds', lagMs === undefined ? undefined : lagMs / 1000),
      ...gauge('process_resident_memory_bytes', memory.rss),
      ...gauge('process_heap_used_bytes', memory.heapUsed),
      ...counter('process_cpu_seconds_total', (cpu.user + cpu.system) / MICROSECONDS),
      '',
    ].join('\n');
  }

  #requests(): string[] {
    return [
      '# TYPE http_requests_total counter',
      ...this.#eachRoute((route, { statuses }) =>
        [...statuses].map(([status, count]) => `http_requests_total{${route},status="${status}"} ${count}`),
      ),
      '# TYPE http_request_duration_seconds histogram',
      ...this.#eachRoute((route, { buckets, sumS, count }) => [
        ...buckets.map(
          (within, bucket) =>
            `http_request_duration_seconds_bucket{${route},le="${BUCKETS_S[bucket]}"} ${within}`,
        ),
        `http_request_duration_seconds_bucket{${route},le="+Inf"} ${count}`,
        `http_request_duration_seconds_sum{${route}} ${sumS}`,
        `http_request_duration_seconds_count{${route}} ${count}`,
      ]),
    ];
  }

  #eachRoute(lines: (label: string, metrics: RouteMetrics) => string[]): string[] {
    return [...this.#routes].flatMap(([route, metrics]) => lines(`route="${route}"`, metrics));
  }
}

const counter = (name: string, value: number | undefined): string[] => metric('counter', name, value);
const gauge = (name: string, value: number | undefined): string[] => metric('gauge', name, value);

/** Omits metrics whose value is unknown. */
const metric = (type: string, name: string, value: number | undefined): string[] =>
  value === undefined ? [] : [`# TYPE ${name} ${type}`, `${name} ${value}`];
