import { groupBy } from '../../sample/group-by.ts';
import type { VespaMetric, VespaMetrics } from './vespa-metrics.ts';

/** How Vespa's figures of one metric, one for each set of dimensions, are combined into one of Footfall's. */
type Combination =
  /** Number of events: counts added up, or rates multiplied by the time they cover. */
  | 'events'
  /** Σ sum / Σ count. */
  | 'mean'
  /** The highest maximum. */
  | 'peak'
  /** The last values, added up. */
  | 'amount'
  /** The highest last value. */
  | 'fullest';

interface VespaName {
  as: string;
  metric: string;
  take: Combination;
  factor?: number;
}

/** Vespa's content nodes count in seconds, its containers in milliseconds. */
const MS_PER_S = 1000;

const CONTENT = 'content.proton';
const RANKING = `${CONTENT}.documentdb.matching.rank_profile`;
const POOL = 'jdisc.thread_pool';

const names: VespaName[] = [
  { as: 'queries', metric: 'queries', take: 'events' },
  { as: 'queryLatencyMs', metric: 'query_latency', take: 'mean' },
  { as: 'failedQueries', metric: 'failed_queries', take: 'events' },
  { as: 'degradedQueries', metric: 'degraded_queries', take: 'events' },
  { as: 'softDoomed', metric: `${RANKING}.soft_doomed_queries`, take: 'events' },
  { as: 'matchMs', metric: `${RANKING}.match_time`, take: 'mean', factor: MS_PER_S },
  { as: 'setupMs', metric: `${RANKING}.query_setup_time`, take: 'mean', factor: MS_PER_S },
  { as: 'rerankMs', metric: `${RANKING}.rerank_time`, take: 'mean', factor: MS_PER_S },
  { as: 'groupingMs', metric: `${RANKING}.grouping_time`, take: 'mean', factor: MS_PER_S },
  { as: 'docsMatched', metric: `${RANKING}.docs_matched`, take: 'events' },
  { as: 'summaryMs', metric: `${CONTENT}.search_protocol.docsum.latency`, take: 'mean', factor: MS_PER_S },
  { as: 'matchUtilization', metric: `${CONTENT}.executor.match.utilization`, take: 'mean' },
  { as: 'matchQueue', metric: `${CONTENT}.executor.match.queuesize`, take: 'peak' },
  { as: 'summaryUtilization', metric: `${CONTENT}.executor.docsum.utilization`, take: 'mean' },
  { as: 'summaryQueue', metric: `${CONTENT}.executor.docsum.queuesize`, take: 'peak' },
  { as: 'workQueue', metric: `${POOL}.work_queue.size`, take: 'peak' },
  { as: 'activeThreads', metric: `${POOL}.active_threads`, take: 'peak' },
  { as: 'rejectedTasks', metric: `${POOL}.rejected_tasks`, take: 'events' },
  { as: 'gcOverhead', metric: 'jvm.gc.overhead', take: 'mean' },
  {
    as: 'summaryCacheHitShare',
    metric: `${CONTENT}.documentdb.ready.document_store.cache.hit_rate`,
    take: 'mean',
  },
  { as: 'documents', metric: `${CONTENT}.documentdb.documents.active`, take: 'amount' },
  { as: 'diskUseShare', metric: `${CONTENT}.resource_usage.disk`, take: 'fullest' },
  { as: 'memoryUseShare', metric: `${CONTENT}.resource_usage.memory`, take: 'fullest' },
  { as: 'feedingBlocked', metric: `${CONTENT}.resource_usage.feeding_blocked`, take: 'fullest' },
];

/** Whether there are metrics of content nodes. */
export function tellsOfContent({ metrics }: VespaMetrics): boolean {
  return metrics.some(({ name }) => name.startsWith(`${CONTENT}.`));
}

/** Vespa's figures under Footfall's names and in its units; unreported ones are left out. */
export function vespaValues({ metrics, overSeconds }: VespaMetrics): Record<string, number> {
  const byName = groupBy(metrics.filter(isOfSearch), ({ name }) => name);
  const values: Record<string, number> = {};
  for (const { as, metric, take, factor = 1 } of names) {
    const value = combine(take, byName.get(metric) ?? [], overSeconds);
    if (value !== undefined) values[as] = value * factor;
  }
  return values;
}

/** A container has several thread pools; searches run in one of them. */
function isOfSearch({ name, dimensions }: VespaMetric): boolean {
  const pool = dimensions.threadpool;
  return !name.startsWith(POOL) || pool === undefined || pool.includes('search-handler');
}

function combine(take: Combination, found: VespaMetric[], overSeconds: number): number | undefined {
  switch (take) {
    case 'events':
      return sum(found.map(({ values: { count, rate } }) => count ?? (rate && rate * overSeconds)));
    case 'mean':
      return mean(found);
    case 'peak':
      return largest(found.map(({ values: { max, last, average } }) => max ?? last ?? average));
    case 'amount':
      return sum(found.map(({ values: { last, average, max } }) => last ?? average ?? max));
    case 'fullest':
      return largest(found.map(({ values: { last, average, max } }) => last ?? average ?? max));
  }
}

/** Ignores metrics with a count of 0. Older versions report an average instead of the sum. */
function mean(found: VespaMetric[]): number | undefined {
  let total = 0;
  let times = 0;
  for (const { values } of found) {
    const { sum: all, average, last, count = 1 } = values;
    const one = average ?? last;
    const added = all !== undefined && values.count !== undefined ? all : one && one * count;
    if (added === undefined || count <= 0) continue;
    total += added;
    times += count;
  }
  return times === 0 ? undefined : total / times;
}

const known = (values: (number | undefined)[]) => values.filter((value) => value !== undefined);

function sum(values: (number | undefined)[]): number | undefined {
  const found = known(values);
  return found.length === 0 ? undefined : found.reduce((total, value) => total + value, 0);
}

function largest(values: (number | undefined)[]): number | undefined {
  const found = known(values);
  return found.length === 0 ? undefined : Math.max(...found);
}
