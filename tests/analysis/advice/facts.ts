import type { DatabaseSample, ReplaySample } from '../../../src/sample/evidence.ts';
import { steadyStartAt } from '../record.ts';
import { type Product, product, withReplay } from './product.ts';

/** Database and engine facts, written by hand so that every figure is known. */

type Table = DatabaseSample['tables'][number];

const table = (name: string, liveRows: number, changes: Partial<Table> = {}): Table => ({
  name: `footfall.${name}`,
  liveRows,
  deadRows: 0,
  changedRows: 0,
  scans: 0,
  scannedRows: 0,
  indexScans: 400,
  bytes: 60e6,
  analyzedAt: '2026-11-20T09:00:00Z',
  ...changes,
});

export function database(
  changes: Partial<DatabaseSample> = {},
  ofRelations: Partial<Table> = {},
): DatabaseSample {
  return {
    type: 'database',
    at: steadyStartAt + 40_000,
    overMs: 40_000,
    version: '18.4',
    settings: { shared_buffers: '128MB', work_mem: '4MB' },
    statements: [statement('select id, title from documents where id = $1', 100, 50)],
    tables: [
      table('documents', 117_791),
      table('relations', 378_203, ofRelations),
      table('suggestions', 207_272),
    ],
    indexes: [],
    // A database that has just started reads every block for the first time.
    cacheHitShare: 0.81,
    tempBytes: 0,
    waits: { 'Client: ClientRead': 30 },
    ...changes,
  };
}

export const statement = (text: string, calls: number, totalMs: number, sharedReadBlocks = 900) => ({
  id: text,
  text,
  calls,
  totalMs,
  rows: calls,
  sharedHitBlocks: 4000,
  sharedReadBlocks,
  tempWrittenBlocks: 0,
});

/** A plan of one node. */
export const plan = (changes: Record<string, unknown>) => [
  {
    Plan: {
      'Node Type': 'Index Scan',
      'Relation Name': 'documents',
      'Index Name': 'documents_pkey',
      'Plan Rows': 1,
      'Actual Rows': 1,
      'Actual Loops': 1,
      'Actual Total Time': 0.05,
      ...changes,
    },
    'Execution Time': 0.1,
  },
];

/** A full scan of a table with 378,203 rows. */
export const scan = (filter: string, changes: Record<string, unknown> = {}) =>
  plan({
    'Node Type': 'Seq Scan',
    'Relation Name': 'relations',
    'Index Name': undefined,
    Filter: filter,
    'Actual Rows': 12,
    'Rows Removed by Filter': 378_191,
    'Actual Total Time': 41,
    ...changes,
  });

export const sent = (
  text: string,
  answered: unknown,
  changes: Partial<ReplaySample['statements'][number]> = {},
): ReplaySample['statements'][number] => ({
  text,
  values: ['n00001740'],
  calls: 1,
  durationMs: 3,
  plan: answered,
  analysed: true,
  ...changes,
});

interface EngineFigures {
  queryMs?: number;
  summaryMs?: number;
  matchingMs?: number;
  rankingMs?: number;
  setupMs?: number;
  hits?: number;
  coverage?: number;
  aloneMs?: number;
  weakAndMs?: number;
  fastSearch?: boolean;
}

const event = (timestamp_ms: number, name: string) => ({ timestamp_ms, event: name });

/** An engine query, replayed with and without profiling. */
export function question({
  queryMs = 8,
  summaryMs = 2,
  matchingMs = 3,
  rankingMs = 4,
  setupMs = 0.2,
  hits = 5000,
  coverage = 100,
  aloneMs = queryMs + summaryMs + 1,
  weakAndMs,
  fastSearch = true,
}: EngineFigures = {}): ReplaySample['engine'][number] {
  const timing = {
    querytime: queryMs / 1000,
    summaryfetchtime: summaryMs / 1000,
    searchtime: (queryMs + summaryMs) / 1000,
  };
  const rootOf = (percent: number) => ({
    fields: { totalCount: hits },
    coverage: {
      coverage: percent,
      documents: Math.round((117_791 * percent) / 100),
      full: percent === 100,
      ...(percent < 100 && { degraded: { timeout: true } }),
    },
  });
  const thread = {
    traces: [
      event(setupMs + 1, 'Start match and first phase rank'),
      event(queryMs, 'Create result set'),
      {
        tag: 'match_profiling',
        total_time_ms: matchingMs,
        roots: [
          {
            name: weakAndMs === undefined ? '[1]And::doSeek' : 'WeakAndHeap::doSeek',
            count: 1,
            total_time_ms: weakAndMs ?? matchingMs,
          },
        ],
      },
      { tag: 'first_phase_profiling', total_time_ms: rankingMs, roots: [] },
    ],
  };
  const span = {
    'distribution-key': 0,
    'document-type': 'synset',
    duration_ms: queryMs,
    traces: [
      {
        tag: 'query_setup',
        timestamp_ms: setupMs + 0.5,
        traces: [
          event(0.1, 'Perform dictionary lookups and posting lists initialization'),
          event(setupMs + 0.1, 'Complete query setup'),
        ],
      },
      {
        tag: 'query_execution_plan',
        optimized: {
          '[type]': 'search::AttributeFieldBlueprint',
          docid_limit: 117_791,
          estimate: { estHits: fastSearch ? 300 : 117_791 },
          attribute: { name: 'category', fast_search: fastSearch },
        },
      },
      { tag: 'query_execution', threads: [thread] },
    ],
  };
  return {
    url: 'http://127.0.0.1:8080/search/?yql=select+*+from+synset&query=word',
    durationMs: aloneMs,
    aloneMs,
    profiledMs: aloneMs,
    status: 200,
    plain: { timing, root: rootOf(coverage) },
    answer: { timing, root: rootOf(100), trace: { children: [{ message: [span] }] } },
  };
}

/** The healthy product, with facts from all its tiers. */
export function cleanProduct(seed = 1, changes: Partial<Product> = {}): Product {
  const made = { ...product({}, seed), ...changes };
  const withFacts: Product = { ...made, facts: [...made.facts, database()] };
  const searched = withReplay(withFacts, 'search', { engine: [question()] });
  const refined = withReplay(searched, 'refine', {
    engine: [question({ queryMs: 22, matchingMs: 4, rankingMs: 17, hits: 9000 })],
  });
  return withReplay(refined, 'open a result', {
    statements: [
      sent('select id, title from documents where id = $1', plan({})),
      sent(
        'select * from relations where from_id = $1',
        plan({ 'Relation Name': 'relations', 'Actual Rows': 40 }),
      ),
    ],
  });
}
