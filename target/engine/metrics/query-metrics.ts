import { DOCUMENT_TYPE } from '../names.ts';
import type { MatchExecutor } from '../query/match-executor.ts';
import { distribution, quantile } from './distribution.ts';
import { LastMinute, WINDOW_MS } from './last-minute.ts';

/** A metric of the last minute, under the names that Vespa uses for it and its statistics. */
export interface Metric {
  /** The Vespa service that reports it. */
  service: 'vespa.container' | 'vespa.searchnode';
  name: string;
  values: Record<string, number>;
  dimensions: Record<string, string>;
}

/** The outcome of a query; `found`, which describes the content node, is `undefined` if the query failed. */
interface QueryFacts {
  latencyMs: number;
  found?: FoundFacts;
}

export interface FoundFacts {
  rankProfile: RankProfile;
  queueMs: number;
  setupMs: number;
  /** Matching and first-phase ranking. */
  matchMs: number;
  /** `undefined` if there were no hits to fetch. */
  summaryMs?: number;
  documents: number;
  /** The query stopped before it had searched all documents. */
  partial: boolean;
}

type RankProfile = 'default' | 'unranked';

const RANK_PROFILES: RankProfile[] = ['default', 'unranked'];
const MATCHING = 'content.proton.documentdb.matching.rank_profile';
const PROTOCOL = 'content.proton.search_protocol';
const EXECUTOR = 'content.proton.executor.match';

/** Records the queries of the last minute. The clock is in milliseconds. */
export class QueryMetrics {
  readonly #queries: LastMinute<QueryFacts>;
  readonly #active: LastMinute<number>;
  #activeNow = 0;

  constructor(now: () => number) {
    this.#queries = new LastMinute(now);
    this.#active = new LastMinute(now);
  }

  /** Records the start of a query; every start needs a matching {@link ended}. */
  began(): void {
    this.#active.add(++this.#activeNow);
  }

  ended(facts: QueryFacts): void {
    this.#activeNow--;
    this.#queries.add(facts);
  }

  /** Units are those of Vespa: milliseconds in the container, seconds in the content node. */
  read(documents: number, executor: MatchExecutor): Metric[] {
    const queries = this.#queries.read();
    const found = queries.flatMap((query) => query.found ?? []);
    return [
      ...this.#container(queries, found),
      ...RANK_PROFILES.flatMap((rankProfile) =>
        matchingMetrics(
          rankProfile,
          found.filter((query) => query.rankProfile === rankProfile),
        ),
      ),
      content(
        `${PROTOCOL}.query.latency`,
        inSeconds(found.map(({ queueMs, setupMs, matchMs }) => queueMs + setupMs + matchMs)),
      ),
      content(`${PROTOCOL}.docsum.latency`, inSeconds(found.flatMap(({ summaryMs }) => summaryMs ?? []))),
      content(`${EXECUTOR}.utilization`, distribution([executor.utilization()])),
      content(`${EXECUTOR}.queuesize`, distribution(executor.queueSizes())),
      content('content.proton.documentdb.documents.active', distribution([documents]), {
        documenttype: DOCUMENT_TYPE,
      }),
    ];
  }

  #container(queries: QueryFacts[], found: FoundFacts[]): Metric[] {
    const latencies = queries.map(({ latencyMs }) => latencyMs);
    const pool = { threadpool: 'search-handler' };
    return [
      container('queries', counted(queries.length)),
      container('failed_queries', counted(queries.length - found.length)),
      container('degraded_queries', counted(found.filter(({ partial }) => partial).length)),
      container('query_latency', {
        ...distribution(latencies),
        ...(latencies.length > 0 && {
          '95percentile': quantile(latencies, 0.95),
          '99percentile': quantile(latencies, 0.99),
        }),
      }),
      container('jdisc.thread_pool.active_threads', distribution(this.#active.read()), pool),
      // The event loop serves every query at once, so no query is queued or rejected.
      container('jdisc.thread_pool.work_queue.size', distribution([0]), pool),
      container('jdisc.thread_pool.rejected_tasks', counted(0), pool),
      container('mem.resident', distribution([process.memoryUsage.rss()])),
    ];
  }
}

function matchingMetrics(rankProfile: RankProfile, found: FoundFacts[]): Metric[] {
  const dimensions = { documenttype: DOCUMENT_TYPE, rankProfile };
  const metric = (name: string, values: Record<string, number>) =>
    content(`${MATCHING}.${name}`, values, dimensions);
  return [
    metric('query_latency', inSeconds(found.map(({ setupMs, matchMs }) => setupMs + matchMs))),
    metric('query_setup_time', inSeconds(found.map(({ setupMs }) => setupMs))),
    metric('match_time', inSeconds(found.map(({ matchMs }) => matchMs))),
    // There is no second phase.
    metric('rerank_time', distribution(found.map(() => 0))),
    metric('docs_matched', counted(found.reduce((sum, { documents }) => sum + documents, 0))),
    metric('soft_doomed_queries', counted(found.filter(({ partial }) => partial).length)),
  ];
}

type Dimensions = Metric['dimensions'];

const container = (name: string, values: Metric['values'], dimensions: Dimensions = {}): Metric => ({
  service: 'vespa.container',
  name,
  values,
  dimensions,
});

const content = (name: string, values: Metric['values'], dimensions: Dimensions = {}): Metric => ({
  service: 'vespa.searchnode',
  name,
  values,
  dimensions,
});

const counted = (count: number): Metric['values'] => ({ count, rate: count / (WINDOW_MS / 1000) });

const inSeconds = (durationsMs: number[]): Metric['values'] =>
  distribution(durationsMs.map((durationMs) => durationMs / 1000));
