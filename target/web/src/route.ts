import type { PartOfSpeech, Sort } from '../../server/api.ts';

/** All parameters of a results page; an empty string means no filter. */
export interface Search {
  q: string;
  pos: PartOfSpeech | '';
  category: string;
  page: number;
  sort: Sort;
}

export type Route =
  | { kind: 'home' }
  | { kind: 'results'; search: Search }
  | { kind: 'document'; id: string }
  | { kind: 'unknown'; path: string };

const NO_SEARCH: Search = { q: '', pos: '', category: '', page: 1, sort: 'relevance' };

/** Parses a URL of this site; invalid search parameters are ignored. */
export function routeOf(url: URL): Route {
  if (url.pathname === '/') return { kind: 'home' };
  if (url.pathname === '/search') return { kind: 'results', search: searchOf(url.searchParams) };
  const id = documentIdOf(url.pathname);
  return id === undefined ? { kind: 'unknown', path: url.pathname + url.search } : { kind: 'document', id };
}

/** The canonical URL of a route: parameters in fixed order, defaults omitted. */
export function hrefOf(route: Route): string {
  switch (route.kind) {
    case 'home':
      return '/';
    case 'results':
      return searchHref(route.search);
    case 'document':
      return documentHref(route.id);
    case 'unknown':
      return route.path;
  }
}

export function searchHref(search: Partial<Search>): string {
  const query = queryOf({ ...NO_SEARCH, ...search });
  return query === '' ? '/search' : `/search?${query}`;
}

export function documentHref(id: string): string {
  return `/document/${encodeURIComponent(id)}`;
}

/** The canonical query string of a search, the same for the page and for the API. */
export function queryOf(search: Search): string {
  const params = new URLSearchParams();
  if (search.q !== '') params.set('q', search.q);
  if (search.pos !== '') params.set('pos', search.pos);
  if (search.category !== '') params.set('category', search.category);
  if (search.page !== 1) params.set('page', String(search.page));
  if (search.sort !== 'relevance') params.set('sort', search.sort);
  return params.toString();
}

function searchOf(params: URLSearchParams): Search {
  return {
    q: params.get('q')?.trim() ?? '',
    pos: partOfSpeechOf(params.get('pos')),
    category: params.get('category') ?? '',
    page: pageOf(params.get('page')),
    sort: params.get('sort') === 'title' ? 'title' : 'relevance',
  };
}

function partOfSpeechOf(text: string | null): PartOfSpeech | '' {
  return text === 'noun' || text === 'verb' || text === 'adjective' || text === 'adverb' ? text : '';
}

function pageOf(text: string | null): number {
  const page = Number(text ?? 1);
  return Number.isSafeInteger(page) && page > 0 ? page : 1;
}

function documentIdOf(pathname: string): string | undefined {
  const encoded = /^\/document\/([^/]+)$/.exec(pathname)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
