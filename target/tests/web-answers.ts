import type { DocumentAnswer, SearchAnswer, SearchResult, SuggestAnswer } from '../server/api.ts';

/** Markup that would set `window.hacked` if any of it were executed. */
export const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

/** Has no line-break opportunity, so it would overflow a careless layout. */
const LONG_WORD = 'pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(3);

export const SLOW_MS = 700;

const SUGGESTIONS = ['dog', 'dog days', 'dogma', `dog${HOSTILE}`];

interface Answer {
  body: SearchAnswer | SuggestAnswer | DocumentAnswer | { error: string };
  status: number;
  delayMs: number;
}

/**
 * The response for a URL: `dog` has 23 entries; `slow` has the same after {@link SLOW_MS}; `dgo` has none but suggests
 * `dog`; `nothing` has none at all; suggestions for one letter are slow.
 */
export function answerOf(url: URL): Answer {
  const q = url.searchParams.get('q') ?? '';
  if (url.pathname === '/api/search') {
    return { body: searchAnswer(q, url.searchParams), status: 200, delayMs: q === 'slow' ? SLOW_MS : 0 };
  }
  if (url.pathname === '/api/suggest') {
    const texts = SUGGESTIONS.filter((text) => text.startsWith(q));
    const body = { query: q, suggestions: texts.map((text) => ({ text })) };
    return { body, status: 200, delayMs: q.length === 1 ? SLOW_MS : 0 };
  }
  const id = decodeURIComponent(url.pathname.slice('/api/documents/'.length));
  if (id === 'none') return { body: { error: 'no document has this id' }, status: 404, delayMs: 0 };
  return { body: documentAnswer(id), status: 200, delayMs: id === 'slow' ? SLOW_MS : 0 };
}

function searchAnswer(q: string, params: URLSearchParams): SearchAnswer {
  const page = Number(params.get('page') ?? 1);
  const isUnknown = q === 'dgo' || q === 'nothing';
  const total = isUnknown ? 0 : params.has('pos') ? 12 : 23;
  const numbers = Array.from({ length: total }, (_, index) => index + 1).slice((page - 1) * 10, page * 10);
  return {
    query: q,
    page,
    pageSize: 10,
    total,
    sort: params.get('sort') === 'title' ? 'title' : 'relevance',
    results: numbers.map((number) => searchResult(q, number)),
    facets: {
      partOfSpeech: isUnknown
        ? []
        : [
            { value: 'noun', count: 12 },
            { value: 'verb', count: 11 },
          ],
      category: isUnknown ? [] : CATEGORIES.map((value, index) => ({ value, count: 20 - index })),
    },
    ...(q === 'dgo' ? { didYouMean: 'dog' } : {}),
  };
}

/** More than the page shows at first; the hostile one simulates a broken index. */
const CATEGORIES = [
  'noun.animal',
  'noun.person',
  'verb.motion',
  HOSTILE,
  LONG_WORD,
  ...['act', 'body', 'food', 'plant', 'time'].map((name) => `noun.${name}`),
];

function searchResult(q: string, number: number): SearchResult {
  return {
    id: `${q}/${number}`,
    title: number === 2 ? HOSTILE : number === 3 ? LONG_WORD : `${q} ${number}`,
    partOfSpeech: 'noun',
    category: 'noun.animal',
    snippet: [
      { text: 'before ', match: false },
      { text: q, match: true },
      { text: ` after ${HOSTILE}`, match: false },
    ],
  };
}

function documentAnswer(id: string): DocumentAnswer {
  return {
    id,
    title: `title of ${id}`,
    words: [`title of ${id}`, 'synonym', HOSTILE],
    partOfSpeech: 'noun',
    category: 'noun.animal',
    definition: `what it means ${HOSTILE}`,
    examples: [`it was said ${LONG_WORD}`],
    related: [
      {
        relation: 'more general',
        documents: [{ id: 'wider', title: 'wider', definition: HOSTILE }],
      },
      {
        relation: 'more specific',
        documents: Array.from({ length: 10 }, (_, index) => ({
          id: `narrower-${index}`,
          title: `narrower ${index}`,
          definition: LONG_WORD,
        })),
      },
    ],
  };
}
