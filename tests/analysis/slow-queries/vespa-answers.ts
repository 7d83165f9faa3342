/**
 * Vespa responses as its documentation and source describe them, written by hand so that every figure is known. The names of
 * events, tags and types are Vespa's own.
 */

const event = (timestamp_ms: number, name: string) => ({ timestamp_ms, event: name });

const estimate = (estHits: number) => ({ '[type]': 'HitEstimate', empty: false, estHits, tree_size: 1 });

const attribute = (id: number, estHits: number, name: string, fastSearch: unknown) => ({
  '[type]': 'search::(anonymous namespace)::AttributeFieldBlueprint',
  estimate: estimate(estHits),
  docid_limit: 100_000,
  id,
  attribute: { '[type]': 'IAttributeVector', name, type: 'string', fast_search: fastSearch },
  query_term: 'all-in',
});

/** An attribute without fast-search beside one with it. */
const blueprint = {
  '[type]': 'search::queryeval::AndBlueprint',
  estimate: estimate(61),
  docid_limit: 100_000,
  id: 1,
  children: {
    '[type]': 'std::vector',
    '[0]': attribute(2, 100_000, 'title_prefix', false),
    '[1]': attribute(3, 61, 'title_array', true),
  },
};

const setup = {
  traces: [
    event(0.1, 'Start query setup'),
    event(0.3, 'Perform dictionary lookups and posting lists initialization'),
    event(4.3, 'Complete query setup'),
  ],
  timestamp_ms: 4.5,
  tag: 'query_setup',
};

const thread = (matchMs: number, rankMs: number) => ({
  traces: [
    event(5, 'Start MatchThread::run'),
    event(5.1, 'Start match and first phase rank'),
    event(5.1 + matchMs + rankMs + 2, 'Create result set'),
    event(5.1 + matchMs + rankMs + 3, 'MatchThread::run Done'),
    {
      tag: 'match_profiling',
      profiler: 'tree',
      depth: 100,
      total_time_ms: matchMs,
      roots: [
        {
          name: '[1]search::queryeval::AndSearchStrict::doSeek',
          count: 61,
          total_time_ms: matchMs,
          self_time_ms: matchMs / 10,
          children: [
            {
              name: '[2]search::attribute::FilterAttributeIteratorStrict::doSeek',
              count: 100_000,
              total_time_ms: (matchMs * 9) / 10,
              self_time_ms: (matchMs * 9) / 10,
            },
          ],
        },
      ],
    },
    {
      tag: 'first_phase_profiling',
      profiler: 'flat',
      topn: 100,
      total_time_ms: rankMs,
      roots: [{ name: 'rank feature nativeRank', count: 61, self_time_ms: rankMs }],
    },
  ],
});

const full = { coverage: 100, documents: 100_000, full: true, nodes: 1, results: 1, resultsFull: 1 };

/** One content node with two threads, profiled; matching takes 280 of 330 ms. */
export const profiled = {
  timing: { querytime: 0.32, summaryfetchtime: 0.01, searchtime: 0.33 },
  root: {
    id: 'toplevel',
    relevance: 1.0,
    fields: { totalCount: 61 },
    coverage: full,
  },
  trace: {
    children: [
      { message: 'Using query profile ’default’ of type ’root’' },
      { message: 'Invoking chain ’vespa’' },
      {
        children: [
          { timestamp: 5, message: 'Invoke searcher ’com.yahoo.prelude.cluster.ClusterSearcher in podcast’' },
          {
            timestamp: 6,
            message: 'podcast.num0 search to dispatch: query=[prefix:all-in*] timeout=9995ms offset=0 hits=5',
          },
          {
            timestamp: 319,
            message: [
              {
                start_time: '2026-09-19 21:30:22.616 UTC',
                traces: [
                  { timestamp_ms: 0.09, event: 'searching for 5 hits at offset 0', tag: 'query_start' },
                  setup,
                  { timestamp_ms: 4.6, tag: 'query_execution_plan', optimized: blueprint },
                  { timestamp_ms: 300, tag: 'query_execution', threads: [thread(30, 4), thread(280, 10)] },
                  { timestamp_ms: 302, event: 'returning 5 hits from total 61', tag: 'query_reply' },
                ],
                'distribution-key': 0,
                'document-type': 'podcast',
                duration_ms: 303,
              },
            ],
          },
          { timestamp: 319, message: 'podcast.num0 dispatch response: Result (5 of total 61 hits)' },
          {
            timestamp: 319,
            message: 'podcast.num0 fill to dispatch: query=[prefix:all-in*] offset=0 hits=5',
          },
        ],
      },
    ],
  },
};

/** Before Vespa 8: no document type, setup events beside the other parts, parts without tags. */
export const old = {
  trace: {
    children: [
      {
        children: [
          { message: 'sc0.num0 search to dispatch: query=[music] timeout=500ms' },
          {
            message: [
              {
                'distribution-key': 3,
                duration_ms: 50,
                traces: [
                  event(0, 'MTF: Start'),
                  event(0.5, 'MTF: Build query'),
                  event(1, 'MTF: reserve handles'),
                  event(2, 'MTF: Fetch Postings'),
                  event(40, 'MTF: Handle Global Filters'),
                  event(41, 'MTF: prepareSharedState'),
                  event(42, 'MTF: Complete'),
                  {
                    optimized: {
                      '[type]': 'search::queryeval::AndBlueprint',
                      docid_limit: 11,
                      estimate: { estHits: 11, tree_size: 3, allow_termwise_eval: 1 },
                      children: {
                        '[type]': 'std::vector',
                        '[0]': {
                          '[type]': 'search::diskindex::DiskTermBlueprint',
                          field_name: 'title',
                          query_term: 'country',
                        },
                      },
                    },
                  },
                  {
                    threads: [
                      {
                        traces: [
                          event(43, 'Start MatchThread::run'),
                          {
                            optimized: {
                              '[type]': 'search::queryeval::AndSearchStrict<search::queryeval::NoUnpack>',
                            },
                          },
                          event(44, 'Start match and first phase rank'),
                          event(48, 'Create result set'),
                          event(49, 'MatchThread::run Done'),
                        ],
                      },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
  root: { fields: { totalCount: 10 }, coverage: full },
};

/** Status 200 with a partial result, because of the soft time-out. */
export const partial = {
  timing: { querytime: 0.35, summaryfetchtime: 0.002, searchtime: 0.352 },
  root: {
    id: 'toplevel',
    fields: { totalCount: 40 },
    coverage: {
      coverage: 41,
      documents: 41_000,
      full: false,
      nodes: 1,
      results: 1,
      resultsFull: 0,
      degraded: {
        'match-phase': false,
        timeout: true,
        'adaptive-timeout': false,
        anntimeout: false,
        'non-ideal-state': false,
      },
    },
    errors: [{ code: 12, summary: 'Timed out', source: 'podcast', message: 'Error in search: timed out' }],
  },
};
