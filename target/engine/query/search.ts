import { setTimeout as pause } from 'node:timers/promises';
import { partOfSpeechOf } from '../../data/lexicographer-files.ts';
import type { Faults } from '../../faults.ts';
import { busyWait } from '../busy-wait.ts';
import { coveredShare, extraMatchingMs, extraRankingMs, extraSummariesMs } from '../fault-costs.ts';
import type { DocumentIndex, Hit, RankedRow } from '../index/document-index.ts';
import { type KeyRange, keyRange } from '../index/document-key.ts';
import { VespaError } from '../vespa-error.ts';
import type { Grouping } from './grouping.ts';
import type { MatchExecutor } from './match-executor.ts';
import { allOf, wordsOf } from './match-expression.ts';
import type { SearchRequest } from './search-request.ts';

/** Everything a search needs. The clock is in milliseconds. */
export interface Engine {
  index: DocumentIndex;
  faults: Faults;
  executor: MatchExecutor;
  now: () => number;
}

export interface GroupCounts {
  grouping: Grouping;
  /** Most frequent first. */
  counts: { value: string; count: number }[];
}

/** When the phases of a search began and ended, on the engine's clock. */
interface Stamps {
  arrivedMs: number;
  /** The search got a thread. */
  startedMs: number;
  setUpMs: number;
  matchedMs: number;
  rankedMs: number;
  /** The summaries of the hits were complete. */
  filledMs: number;
}

export interface SearchOutcome {
  totalCount: number;
  /** How many documents were searched, and their share of all, 0–1. */
  coverage: { documents: number; share: number };
  hits: Hit[];
  groups: GroupCounts[];
  /** Documents scored by first-phase ranking. */
  rankedCount: number;
  /** Time that a fault added to ranking. */
  extraRankingMs: number;
  stamps: Stamps;
}

/** The state when the thread is released; only fetching the summaries remains. */
interface Found extends Omit<SearchOutcome, 'hits' | 'stamps'> {
  rows: RankedRow[];
  expression: string | undefined;
  stamps: Pick<Stamps, 'startedMs' | 'setUpMs' | 'matchedMs' | 'rankedMs'>;
}

interface Matched {
  range: KeyRange;
  byCategory: ReadonlyMap<string, number>;
  share: number;
}

/** Matches, counts and ranks on a thread of the executor, then fetches the summaries of the hits. */
export async function search(engine: Engine, request: SearchRequest): Promise<SearchOutcome> {
  const { index, faults, executor, now } = engine;
  const arrivedMs = now();
  const turn = executor.enter();
  if (turn) await turn;
  let found: Found;
  try {
    found = await find(engine, request);
  } finally {
    executor.leave();
  }
  const { rows, expression, stamps, ...outcome } = found;
  if (stamps.rankedMs - arrivedMs > request.timeoutMs) {
    throw new VespaError('timeout', `the query took longer than its timeout of ${request.timeoutMs} ms`);
  }

  const hits = rows.flatMap(({ key, relevance }) => index.hit(key, relevance, expression) ?? []);
  const extraMs = extraSummariesMs(faults, hits.length);
  if (extraMs > 0) await pause(extraMs);
  return { ...outcome, hits, stamps: { arrivedMs, ...stamps, filledMs: now() } };
}

async function find({ index, faults, now }: Engine, request: SearchRequest): Promise<Found> {
  const startedMs = now();
  const { yql, hits, offset } = request;
  const words = yql.userQuery ? wordsOf(request.query) : [];
  const expression = allOf(words);
  const range = keyRange(yql.filters);
  const setUpMs = now();

  const nothingAsked = yql.userQuery && expression === undefined;
  const matched: Matched = nothingAsked
    ? { range, byCategory: new Map(), share: 1 }
    : match(index, faults, expression, range);
  const extraMs = extraMatchingMs(faults, words.length);
  if (extraMs > 0) await pause(extraMs);
  const matchedMs = now();

  const totalCount = sumOf(matched.byCategory);
  const rows =
    totalCount > offset && hits > 0 && request.ranked
      ? index.search({
          ...(expression !== undefined && { expression }),
          range: matched.range,
          exact: yql.exact,
          order: yql.order,
          hits,
          offset,
        })
      : [];
  // Results sorted by title, or browsed without words, come in a stored order: nothing is ranked.
  const isRanked = rows.length > 0 && expression !== undefined && yql.order === 'relevance';
  const rankedCount = isRanked ? totalCount : 0;
  const slowMs = extraRankingMs(faults, rankedCount);
  const beforeMs = now();
  if (slowMs > 0) busyWait(slowMs, now);
  const rankedMs = now();

  return {
    totalCount,
    coverage: { documents: Math.floor(index.count() * matched.share), share: matched.share },
    groups: yql.groupings.map((grouping) => ({
      grouping,
      counts: countGroups(grouping, matched.byCategory),
    })),
    rankedCount,
    extraRankingMs: slowMs > 0 ? rankedMs - beforeMs : 0,
    rows,
    expression,
    stamps: { startedMs, setUpMs, matchedMs, rankedMs },
  };
}

/** Counts the matches in a range; only in its first part if a fault stops the search early. */
function match(
  index: DocumentIndex,
  faults: Faults,
  expression: string | undefined,
  range: KeyRange,
): Matched {
  if (expression === undefined) return { range, byCategory: index.categoryCounts({ range }), share: 1 };
  const byCategory = index.categoryCounts({ expression, range });
  const share = coveredShare(faults, sumOf(byCategory));
  if (share === 1) return { range, byCategory, share };
  const part = index.firstPart(range, share);
  return { range: part, byCategory: index.categoryCounts({ expression, range: part }), share };
}

const sumOf = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

function countGroups(
  { field, max }: Grouping,
  byCategory: ReadonlyMap<string, number>,
): GroupCounts['counts'] {
  const counts = new Map<string, number>();
  for (const [category, count] of byCategory) {
    const value = field === 'category' ? category : partOfSpeechOf(category);
    counts.set(value, (counts.get(value) ?? 0) + count);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, max);
}
