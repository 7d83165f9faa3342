/** How the samples of an exporter's metric map to one of Footfall's. */
export interface MetricAlias {
  /** Footfall's name, as in `TelemetrySample.values`. */
  as: string;
  /** The exporter's name. */
  metric: string;
  /** Only samples with these labels. */
  labels?: Record<string, string>;
  /**
   * A counter is recorded as its increase. `largest` takes the maximum of all rows and samples; of the other
   * kinds, the first row that is present counts.
   */
  kind: 'counter' | 'level' | 'largest';
  /** Converts from the exporter's unit to Footfall's. */
  factor?: number;
}

const MS_PER_S = 1000;
const MS_PER_NS = 1e-6;

const counter = (as: string, metric: string, labels?: Record<string, string>): MetricAlias => ({
  as,
  metric,
  kind: 'counter',
  ...(labels && { labels }),
});
const level = (as: string, metric: string, labels?: Record<string, string>): MetricAlias => ({
  as,
  metric,
  kind: 'level',
  ...(labels && { labels }),
});
const seconds = (as: string, metric: string): MetricAlias => ({
  as,
  metric,
  kind: 'counter',
  factor: MS_PER_S,
});
const longest = (as: string, metric: string, labels?: Record<string, string>): MetricAlias => ({
  as,
  metric,
  kind: 'largest',
  factor: MS_PER_S,
  ...(labels && { labels }),
});

/**
 * The metrics that Footfall knows on a Prometheus page: plain names that any product may choose, prom-client (Node),
 * Micrometer (Spring, HikariCP), and the clients of Go, Java and Python. One row for each name that an
 * exporter uses.
 */
export const metricAliases: MetricAlias[] = [
  longest('eventLoopDelayMs', 'event_loop_lag_seconds', { quantile: '0.99' }),
  longest('eventLoopDelayMs', 'event_loop_lag_max_seconds'),
  longest('eventLoopDelayMs', 'nodejs_eventloop_lag_p99_seconds'),
  longest('eventLoopDelayMs', 'nodejs_eventloop_lag_max_seconds'),

  level('heapUsedBytes', 'process_heap_used_bytes'),
  level('heapUsedBytes', 'nodejs_heap_size_used_bytes'),
  level('heapUsedBytes', 'jvm_memory_used_bytes', { area: 'heap' }),
  level('heapUsedBytes', 'go_memstats_heap_inuse_bytes'),
  level('externalBytes', 'nodejs_external_memory_bytes'),
  level('residentBytes', 'process_resident_memory_bytes'),

  counter('cacheHits', 'cache_hits_total'),
  counter('cacheHits', 'cache_gets_total', { result: 'hit' }),
  counter('cacheMisses', 'cache_misses_total'),
  counter('cacheMisses', 'cache_gets_total', { result: 'miss' }),
  counter('cacheEvictions', 'cache_evictions_total'),
  level('cacheEntries', 'cache_entries'),
  level('cacheEntries', 'cache_size'),
  level('cacheCapacity', 'cache_capacity_entries'),

  level('poolSize', 'database_pool_size'),
  level('poolSize', 'hikaricp_connections_max'),
  level('poolSize', 'go_sql_max_open_connections'),
  level('poolInUse', 'database_pool_in_use'),
  level('poolInUse', 'hikaricp_connections_active'),
  level('poolInUse', 'go_sql_in_use_connections'),
  level('poolWaiting', 'database_pool_waiting'),
  level('poolWaiting', 'hikaricp_connections_pending'),
  counter('poolWaits', 'database_pool_waits_total'),
  counter('poolWaits', 'go_sql_wait_count_total'),
  seconds('poolWaitMs', 'database_pool_wait_seconds_total'),
  seconds('poolWaitMs', 'hikaricp_connections_acquire_seconds_sum'),
  seconds('poolWaitMs', 'go_sql_wait_duration_seconds_total'),
  counter('poolAcquires', 'database_pool_acquires_total'),
  counter('poolAcquires', 'hikaricp_connections_acquire_seconds_count'),

  counter('requests', 'http_requests_total'),
  counter('requests', 'http_server_requests_seconds_count'),
  counter('requests', 'http_request_duration_seconds_count'),

  seconds('cpuMs', 'process_cpu_seconds_total'),
  { as: 'cpuMs', metric: 'process_cpu_time_ns_total', kind: 'counter', factor: MS_PER_NS },
  seconds('gcMs', 'nodejs_gc_duration_seconds_sum'),
  seconds('gcMs', 'jvm_gc_pause_seconds_sum'),
  seconds('gcMs', 'jvm_gc_collection_seconds_sum'),
  seconds('gcMs', 'go_gc_duration_seconds_sum'),
];
