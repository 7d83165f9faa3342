import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { SourceDocument } from './document.ts';
import { drawOne, shuffle, weightedDraw } from './draw.ts';
import { partOfSpeechOf } from './lexicographer-files.ts';
import { misspell } from './misspell.ts';
import { fold, type Suggestion, suggestionsOf } from './suggestions.ts';

/** One line of the query log. */
export interface LoggedQuery {
  text: string;
  kind: 'head' | 'title' | 'definition' | 'filtered' | 'misspelt';
  filter?: { pos: string } | { category: string };
}

/** What a search finds: how many documents in all, how many of each category, and the first ids. */
export interface Found {
  total: number;
  categories: ReadonlyMap<string, number>;
  ids: readonly string[];
}

/** Share of each kind, in percent. The shares are assumed, not measured: only the word frequencies are real. */
const SHARES_PERCENT = { head: 40, title: 20, definition: 25, filtered: 10, misspelt: 5 } as const;

/** Enough for a second and a third page. */
const HEAD_MATCHES = 21;
/** Enough for a second page. */
const FILTERED_MATCHES = 11;
/** The page shows this many categories and collapses the rest. */
const SHOWN_CATEGORIES = 8;
const CONTENT_WORD = /^[a-z]{4,}$/;
const WORD_TO_MISSPELL = /^[a-z]{5,}$/;

/**
 * Generates realistic queries: words weighted by their frequency, titles, words from a definition, filtered
 * searches and misspellings. Each is checked with `find`, so that it returns what its kind requires.
 */
export function modelQueries(
  count: number,
  documents: readonly SourceDocument[],
  find: (text: string) => Found,
  random: RandomGenerator,
): LoggedQuery[] {
  const suggestions = suggestionsOf(documents);
  const used = suggestions.filter(({ frequency }) => frequency > 0);
  const words = new Set(suggestions.map(({ folded }) => folded));
  const drawWord = weightedDraw(
    used.filter(({ folded }) => /^[a-z]+$/.test(folded)),
    ({ frequency }) => frequency,
  );
  // Titles of several words have almost no tagged occurrences, so each is counted once more.
  const drawTitle = weightedDraw(
    documents.filter(({ title }) => title.includes(' ')),
    ({ frequency }) => frequency + 1,
  );
  const drawHead = (): { word: Suggestion; found: Found } =>
    until(() => {
      const word = drawWord(random);
      const found = find(word.folded);
      return found.total >= HEAD_MATCHES ? { word, found } : undefined;
    });

  const draw: Record<LoggedQuery['kind'], () => LoggedQuery> = {
    head: () => ({ text: drawHead().word.text, kind: 'head' }),

    title: () =>
      until(() => {
        const { title } = drawTitle(random);
        return find(title).total > 0 ? { text: title, kind: 'title' } : undefined;
      }),

    definition: () =>
      until(() => {
        const document = drawOne(random, documents);
        const content = document.definition.split(/[^A-Za-z]+/).filter((word) => CONTENT_WORD.test(word));
        const known = [...new Set(content)].filter((word) => words.has(word));
        const text = shuffle(random, known)
          .slice(0, drawOne(random, [2, 3]))
          .join(' ');
        if (!text.includes(' ')) return undefined;
        return find(text).ids.includes(document.id) ? { text, kind: 'definition' } : undefined;
      }),

    filtered: () =>
      until(() => {
        const { word, found } = drawHead();
        const filters = filtersOf(found);
        return filters.length > 0
          ? { text: word.text, kind: 'filtered', filter: drawOne(random, filters) }
          : undefined;
      }),

    misspelt: () =>
      until(() => {
        const right = drawOne(random, [drawWord(random).folded, fold(drawOne(random, documents).title)]);
        if (!WORD_TO_MISSPELL.test(right)) return undefined;
        const text = misspell(random, right);
        return text !== right && find(text).total === 0 ? { text, kind: 'misspelt' } : undefined;
      }),
  };

  const kinds = Object.entries(SHARES_PERCENT).flatMap(([kind, percent]) =>
    Array.from({ length: Math.round((count * percent) / 100) }, () => kind as LoggedQuery['kind']),
  );
  return shuffle(random, kinds).map((kind) => draw[kind]());
}

function filtersOf({ categories }: Found): NonNullable<LoggedQuery['filter']>[] {
  const partsOfSpeech = new Map<string, number>();
  for (const [category, count] of categories) {
    const pos = partOfSpeechOf(category);
    partsOfSpeech.set(pos, (partsOfSpeech.get(pos) ?? 0) + count);
  }
  const firstFolded = [...categories.values()].sort((a, b) => b - a)[SHOWN_CATEGORIES] ?? 0;
  const enough = ([, count]: [string, number]): boolean => count >= FILTERED_MATCHES;
  const shown = ([, count]: [string, number]): boolean => count > firstFolded;
  return [
    ...[...partsOfSpeech].filter(enough).map(([pos]) => ({ pos })),
    ...[...categories]
      .filter(enough)
      .filter(shown)
      .map(([category]) => ({ category })),
  ];
}

function until<Result>(attempt: () => Result | undefined): Result {
  for (;;) {
    const result = attempt();
    if (result !== undefined) return result;
  }
}
