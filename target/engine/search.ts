import { partOfSpeechOf } from '../data/lexicographer-files.ts';
import type { DocumentIndex, Hit } from './document-index.ts';
import { keyRange } from './document-key.ts';
import type { Grouping } from './grouping.ts';
import { matchExpression } from './match-expression.ts';
import type { SearchRequest } from './search-request.ts';
import { VespaError } from './vespa-error.ts';

export interface GroupCounts {
  grouping: Grouping;
  /** Most frequent first. */
  counts: { value: string; count: number }[];
}

export interface SearchOutcome {
  totalCount: number;
  documents: number;
  hits: Hit[];
  groups: GroupCounts[];
  queryMs: number;
  summaryFetchMs: number;
}

/** Finds, counts and ranks; then fetches the summaries of the hits. The clock is in milliseconds. */
export function search(index: DocumentIndex, request: SearchRequest, now: () => number): SearchOutcome {
  const startedMs = now();
  const { yql, hits, offset } = request;
  const range = keyRange(yql.filters);
  const expression = yql.userQuery ? matchExpression(request.query) : undefined;
  const nothingAsked = yql.userQuery && expression === undefined;
  const matching = expression === undefined ? { range } : { expression, range };
  const byCategory = nothingAsked ? new Map<string, number>() : index.categoryCounts(matching);
  const totalCount = [...byCategory.values()].reduce((sum, count) => sum + count, 0);
  const ranked =
    totalCount > offset && hits > 0 && request.ranked
      ? index.search({ ...matching, exact: yql.exact, order: yql.order, hits, offset })
      : [];
  const queriedMs = now();
  if (queriedMs - startedMs > request.timeoutMs) {
    throw new VespaError('timeout', `the query took longer than its timeout of ${request.timeoutMs} ms`);
  }

  const found = ranked.flatMap(({ key, relevance }) => index.hit(key, relevance, expression) ?? []);
  return {
    totalCount,
    documents: index.count(),
    hits: found,
    groups: yql.groupings.map((grouping) => ({ grouping, counts: countGroups(grouping, byCategory) })),
    queryMs: queriedMs - startedMs,
    summaryFetchMs: now() - queriedMs,
  };
}

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
