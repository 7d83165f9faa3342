/**
 * What the server returns and the web page reads: the only code the two share.
 *
 * `GET /api/search?q&pos&category&page&sort` → {@link SearchAnswer}
 * `GET /api/suggest?q` → {@link SuggestAnswer}
 * `GET /api/documents/:id` → {@link DocumentAnswer}
 * `GET /healthz` → {@link Health}; `GET /metrics` → Prometheus text.
 * Errors are `{ error: string }` with a 4xx or 5xx status.
 */

export const PAGE_SIZE = 10;

export type PartOfSpeech = 'noun' | 'verb' | 'adjective' | 'adverb';

export type Sort = 'relevance' | 'title';

/** A piece of text that the query matches or not. Plain text: never markup. */
export interface TextPart {
  text: string;
  match: boolean;
}

export interface SearchResult {
  id: string;
  title: string;
  partOfSpeech: PartOfSpeech;
  category: string;
  snippet: TextPart[];
}

export interface FacetValue {
  value: string;
  count: number;
}

export interface SearchAnswer {
  query: string;
  page: number;
  pageSize: number;
  total: number;
  sort: Sort;
  results: SearchResult[];
  facets: { partOfSpeech: FacetValue[]; category: FacetValue[] };
  /** A spelling with more results, if the query has none, or has few and is not a word of any document. */
  didYouMean?: string;
}

export interface SuggestAnswer {
  query: string;
  suggestions: { text: string }[];
}

export interface RelatedGroup {
  /** Plain words, such as "more general" or "part of". */
  relation: string;
  documents: { id: string; title: string; definition: string }[];
}

export interface DocumentAnswer {
  id: string;
  title: string;
  words: string[];
  partOfSpeech: PartOfSpeech;
  category: string;
  definition: string;
  examples: string[];
  related: RelatedGroup[];
}

export interface Tier {
  name: 'app' | 'cache' | 'database' | 'engine';
  /** The implementation: fastify, lru, redis, postgresql, fts5, vespa. */
  kind: string;
  status: 'up' | 'down';
  /** Process ids, if the tier runs on this machine; a parent process includes its children. */
  pids: number[];
}

export interface Health {
  /** The server's clock, in epoch milliseconds with a fraction. */
  now: number;
  status: 'ok' | 'failing';
  documents: number;
  tiers: Tier[];
}
