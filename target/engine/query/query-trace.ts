import type { DocumentIndex } from '../index/document-index.ts';
import { DOCUMENT_TYPE, NAMESPACE } from '../names.ts';
import { type ProfileNode, profile, traceMs } from './profile.ts';
import { queryPlan, ROOT_ID } from './query-plan.ts';
import type { SearchOutcome } from './search.ts';
import type { SearchRequest } from './search-request.ts';

const NOT_VESPA =
  'This is Footfall’s reference engine, which responds in Vespa’s format. Its times are its own: they say nothing about Vespa’s speed.';
const NODE = `${NAMESPACE}.num0`;

/**
 * A query trace in Vespa's format: messages of the container and, with an `explainLevel`, the trace of the content
 * node. Format: https://docs.vespa.ai/en/querying/query-api.html#query-tracing
 */
export function queryTrace(index: DocumentIndex, outcome: SearchOutcome, request: SearchRequest): object {
  const { totalCount, hits, stamps } = outcome;
  const { query, timeoutMs, offset, trace } = request;
  const at = (atMs: number) => (trace.timestamps ? { timestamp: Math.round(atMs - stamps.arrivedMs) } : {});
  const asked = (wanted: number) =>
    `query=[${query}] timeout=${timeoutMs}ms offset=${offset} hits=${wanted} restrict=[${DOCUMENT_TYPE}]`;
  const dispatch = [
    { ...at(stamps.arrivedMs), message: `${NODE} search to dispatch: ${asked(request.hits)}` },
    ...(trace.explainLevel > 0
      ? [{ ...at(stamps.rankedMs), message: [contentNode(index, outcome, request)] }]
      : []),
    {
      ...at(stamps.rankedMs),
      message: `${NODE} dispatch response: Result (${hits.length} of total ${totalCount} hits)`,
    },
    ...(hits.length > 0
      ? [
          {
            ...at(stamps.rankedMs),
            message: `${NODE} fill to dispatch: ${asked(hits.length)} summary=[null]`,
          },
          { ...at(stamps.filledMs), message: `${NODE} filled ${hits.length} hits` },
        ]
      : []),
  ];
  return { children: [{ message: NOT_VESPA }, { children: [{ children: dispatch }] }] };
}

/** The trace of the content node; its timestamps are relative to its start. */
function contentNode(index: DocumentIndex, outcome: SearchOutcome, request: SearchRequest): object {
  const { totalCount, hits, stamps } = outcome;
  const { startedMs, setUpMs, rankedMs } = stamps;
  const event = (atMs: number, text: string) => ({ timestamp_ms: traceMs(atMs - startedMs), event: text });
  const tag = (atMs: number, name: string) => ({ timestamp_ms: traceMs(atMs - startedMs), tag: name });
  return {
    start_time: new Date(startedMs).toISOString().replace('T', ' ').replace('Z', ' UTC'),
    traces: [
      {
        ...event(startedMs, `searching for ${request.hits} hits at offset ${request.offset}`),
        tag: 'query_start',
      },
      {
        ...tag(setUpMs, 'query_setup'),
        traces: [
          event(startedMs, 'Start query setup'),
          // FTS5 looks up words while matching, so no time passes between these two events.
          event(setUpMs, 'Perform dictionary lookups and posting lists initialization'),
          event(setUpMs, 'Complete query setup'),
        ],
      },
      { ...tag(setUpMs, 'query_execution_plan'), optimized: queryPlan(index, request) },
      {
        ...tag(rankedMs, 'query_execution'),
        threads: [
          {
            traces: [
              event(setUpMs, 'Start MatchThread::run'),
              event(setUpMs, 'Start match and first phase rank'),
              event(rankedMs, 'Create result set'),
              event(rankedMs, 'MatchThread::run Done'),
              ...profiles(outcome, request.trace.profileDepth),
            ],
          },
        ],
      },
      { ...event(rankedMs, `returning ${hits.length} hits from total ${totalCount}`), tag: 'query_reply' },
    ],
    'distribution-key': 0,
    'document-type': DOCUMENT_TYPE,
    duration_ms: traceMs(rankedMs - startedMs),
  };
}

/** Both phases use the timestamps that every search records, so profiling does not slow the search. */
function profiles(
  { totalCount, rankedCount, extraRankingMs, stamps }: SearchOutcome,
  depth: number,
): object[] {
  if (depth === 0) return [];
  const matching: ProfileNode = {
    name: `[${ROOT_ID}]Search::findMatches`,
    count: totalCount,
    selfMs: stamps.matchedMs - stamps.setUpMs,
    children: [],
  };
  const expensive: ProfileNode = {
    name: 'function expensive',
    count: rankedCount,
    selfMs: extraRankingMs,
    children: [],
  };
  const ranking: ProfileNode = {
    name: 'function firstphase',
    count: rankedCount,
    selfMs: stamps.rankedMs - stamps.matchedMs - extraRankingMs,
    children: extraRankingMs > 0 ? [expensive] : [],
  };
  return [
    profile('match_profiling', depth, [matching]),
    profile('first_phase_profiling', depth, rankedCount > 0 ? [ranking] : []),
  ];
}
