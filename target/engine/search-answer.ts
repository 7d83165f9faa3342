import { partOfSpeechOf } from '../data/lexicographer-files.ts';
import type { Hit } from './document-index.ts';
import type { GroupCounts, SearchOutcome } from './search.ts';
import type { SearchRequest } from './search-request.ts';
import type { VespaError } from './vespa-error.ts';

export const NAMESPACE = 'footfall';
export const DOCUMENT_TYPE = 'synset';

/** Vespa tells seconds in steps of one millisecond. */
const seconds = (durationMs: number): number => Math.round(durationMs) / 1000;

export const documentId = (id: string): string => `id:${NAMESPACE}:${DOCUMENT_TYPE}::${id}`;

/** An outcome in Vespa's default JSON format: https://docs.vespa.ai/en/reference/querying/default-result-format.html */
export function searchAnswer(outcome: SearchOutcome, request: SearchRequest): object {
  const { totalCount, documents, queryMs, summaryFetchMs } = outcome;
  return {
    ...(request.traceLevel > 0 && { trace: trace(outcome) }),
    ...(request.timing && {
      timing: {
        querytime: seconds(queryMs),
        summaryfetchtime: seconds(summaryFetchMs),
        searchtime: seconds(queryMs + summaryFetchMs),
      },
    }),
    root: {
      id: 'toplevel',
      relevance: 1,
      fields: { totalCount },
      coverage: { coverage: 100, documents, full: true, nodes: 1, results: 1, resultsFull: 1 },
      children: [...groupRoot(outcome.groups), ...outcome.hits.map(hitAnswer)],
    },
  };
}

/** A query that failed: an empty result that carries the error. */
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
      // Vespa calls a field with its matches marked by the name of the field.
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

function trace({ totalCount, hits, queryMs, summaryFetchMs }: SearchOutcome): object {
  return {
    children: [
      { message: `matched and ranked ${totalCount} documents in ${queryMs.toFixed(3)} ms` },
      { message: `fetched ${hits.length} summaries in ${summaryFetchMs.toFixed(3)} ms` },
    ],
  };
}
