import { monitorEventLoopDelay } from 'node:perf_hooks';
import type pg from 'pg';

const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const NANOSECONDS = 1e9;

interface RouteMetrics {
  statuses: Map<number, number>;
  buckets: number[];
  sumS: number;
  count: number;
}

/** Counts what the server does, for `/metrics` in the Prometheus text format. */
export class Metrics {
  readonly #routes = new Map<string, RouteMetrics>();
  readonly #eventLoop = monitorEventLoopDelay({ resolution: 10 });
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

  cache(outcome: 'hit' | 'miss'): void {
    if (outcome === 'hit') this.#cacheHits += 1;
    else this.#cacheMisses += 1;
  }

  render(pool: pg.Pool): string {
    return [
      '# TYPE target_http_requests_total counter',
      ...this.#eachRoute((route, { statuses }) =>
        [...statuses].map(
          ([status, count]) => `target_http_requests_total{${route},status="${status}"} ${count}`,
        ),
      ),
      '# TYPE target_http_request_duration_seconds histogram',
      ...this.#eachRoute((route, { buckets, sumS, count }) => [
        ...buckets.map(
          (within, bucket) =>
            `target_http_request_duration_seconds_bucket{${route},le="${BUCKETS_S[bucket]}"} ${within}`,
        ),
        `target_http_request_duration_seconds_bucket{${route},le="+Inf"} ${count}`,
        `target_http_request_duration_seconds_sum{${route}} ${sumS}`,
        `target_http_request_duration_seconds_count{${route}} ${count}`,
      ]),
      '# TYPE target_cache_hits_total counter',
      `target_cache_hits_total ${this.#cacheHits}`,
      '# TYPE target_cache_misses_total counter',
      `target_cache_misses_total ${this.#cacheMisses}`,
      '# TYPE target_database_pool_in_use gauge',
      `target_database_pool_in_use ${pool.totalCount - pool.idleCount}`,
      '# TYPE target_database_pool_waiting gauge',
      `target_database_pool_waiting ${pool.waitingCount}`,
      '# TYPE target_event_loop_lag_seconds summary',
      ...[50, 99].map(
        (percentile) =>
          `target_event_loop_lag_seconds{quantile="${percentile / 100}"} ${this.#eventLoop.percentile(percentile) / NANOSECONDS}`,
      ),
      '# TYPE process_resident_memory_bytes gauge',
      `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
      '',
    ].join('\n');
  }

  #eachRoute(lines: (label: string, metrics: RouteMetrics) => string[]): string[] {
    return [...this.#routes].flatMap(([route, metrics]) => lines(`route="${route}"`, metrics));
  }
}
