import { partOfSpeechOf } from '../../data/lexicographer-files.ts';
import type { DocumentIndex, Hit } from '../index/document-index.ts';
import { DOCUMENT_TYPE, NAMESPACE } from '../names.ts';
import type { VespaError } from '../vespa-error.ts';
import { queryTrace } from './query-trace.ts';
import type { GroupCounts, SearchOutcome } from './search.ts';
import type { SearchRequest } from './search-request.ts';

/** Vespa reports seconds, rounded to one millisecond. */
const seconds = (durationMs: number): number => Math.round(durationMs) / 1000;

export const documentId = (id: string): string => `id:${NAMESPACE}:${DOCUMENT_TYPE}::${id}`;

/** A response in Vespa's default JSON format: https://docs.vespa.ai/en/reference/querying/default-result-format.html */
export function searchAnswer(index: DocumentIndex, outcome: SearchOutcome, request: SearchRequest): object {
  return {
    ...(request.trace.level > 0 && { trace: queryTrace(index, outcome, request) }),
    ...(request.timing && { timing: timing(outcome) }),
    root: {
      id: 'toplevel',
      relevance: 1,
      fields: { totalCount: outcome.totalCount },
      coverage: coverage(outcome),
      children: [...groupRoot(outcome.groups), ...outcome.hits.map(hitAnswer)],
    },
  };
}

/** Without hits there are no summaries to fetch, and Vespa reports only the total time. */
function timing({ hits, stamps: { startedMs, rankedMs, filledMs } }: SearchOutcome): object {
  return {
    ...(hits.length > 0 && {
      querytime: seconds(rankedMs - startedMs),
      summaryfetchtime: seconds(filledMs - rankedMs),
    }),
    searchtime: seconds(filledMs - startedMs),
  };
}

function coverage({ coverage: { documents, share } }: SearchOutcome): object {
  const full = share === 1;
  return {
    coverage: Math.round(100 * share),
    documents,
    full,
    nodes: 1,
    results: 1,
    resultsFull: full ? 1 : 0,
    ...(!full && {
      degraded: {
        'match-phase': false,
        timeout: true,
        'adaptive-timeout': false,
        'non-ideal-state': false,
      },
    }),
  };
}

/** The response to a failed query: an empty result with the error. */
export function errorAnswer({ code, summary, message }: VespaError): object {
  return {
    root: { id: 'toplevel', relevance: 1, fields: { totalCount: 0 }, errors: [{ code, summary, message }] },
  };
}

function hitAnswer({ document, relevance, snippet }: Hit): object {
  const { id, title, category } = document;
  return {
    id: documentId(id),
    relevance,
    source: NAMESPACE,
    fields: {
      sddocname: DOCUMENT_TYPE,
      documentid: documentId(id),
      title,
      partOfSpeech: partOfSpeechOf(category),
      category,
      // In Vespa, the field with highlighted matches has the name of the original field.
      body: snippet,
    },
  };
}

function groupRoot(groups: GroupCounts[]): object[] {
  if (groups.length === 0) return [];
  const children = groups.map(({ grouping, counts }) => ({
    id: `grouplist:${grouping.field}`,
    relevance: 1,
    label: grouping.field,
    children: counts.map(({ value, count }) => ({
      id: `group:string:${value}`,
      relevance: count,
      value,
      fields: { 'count()': count },
    })),
  }));
  return [{ id: 'group:root:0', relevance: 1, continuation: { this: '' }, children }];
}
