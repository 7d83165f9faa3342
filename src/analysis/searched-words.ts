import { decoded, HIDDEN } from '../sample/whole-address.ts';

/** Shorter words are in every sentence. */
const SHORTEST_WORD = 3;

/**
 * Who wrote a text. Footfall's own sentences would lose their sense without every word that somebody searched for; a message may be
 * either's; a log line or a value in SQL is the product's alone.
 */
export type Origin = 'footfall' | 'message' | 'product';

/** A separator in an address or in JSON, or a word, whose letters may be percent-encoded. */
const token =
  /%[0-7][0-9a-f]|\\[nrt]|\\u00[0-9a-f]{2}|((?:%[c-f][0-9a-f](?:%[89ab][0-9a-f])+|[\p{L}\p{N}])+)/giu;

interface SearchedWords {
  /** Whether it is a word of a searched text. */
  isWord(word: string): boolean;
  /** Whether a word of a searched text begins with it. */
  isBeginning(word: string): boolean;
  /** The text with the kind of each searched text in its place, and without parts of searched texts. */
  replaced(text: string, of: Origin): string;
}

/**
 * Finds searched texts whatever their case, and whatever stands between their words: `red+boat`, `red%20boat`, `'red' & 'boat'`.
 *
 * @param kinds searched text → its kind in the query log
 */
export function searchedWords(kinds: ReadonlyMap<string, string>): SearchedWords {
  const whole = new Map<string, string>();
  const parts = new Set<string>();
  const words = new Set<string>();
  const beginnings = new Set<string>();
  let longest = 0;
  for (const [text, kind] of kinds) {
    const all = tokensOf(text).map(({ word }) => word);
    whole.set(all.join(' '), kind);
    longest = Math.max(longest, all.length);
    for (let from = 0; from < all.length; from += 1)
      for (let to = from + 2; to <= all.length; to += 1) parts.add(all.slice(from, to).join(' '));
    for (const word of wordsOf(text)) {
      words.add(word);
      for (let end = SHORTEST_WORD; end <= word.length; end += 1) beginnings.add(word.slice(0, end));
    }
  }

  /** What stands for some words in a row; `undefined` if they may stay. */
  const insteadOf = (row: string[], of: Origin): string | undefined => {
    const joined = row.join(' ');
    const isOne = row.length === 1;
    if (!isOne || of !== 'footfall') {
      const kind = whole.get(joined);
      if (kind !== undefined) return kind;
    }
    if (isOne) return of === 'product' && words.has(joined) ? HIDDEN : undefined;
    return of !== 'footfall' && parts.has(joined) ? HIDDEN : undefined;
  };

  return {
    isWord: (word) => words.has(word),
    isBeginning: (word) => beginnings.has(word),
    replaced(text, of) {
      const tokens = tokensOf(text);
      let told = '';
      let copied = 0;
      for (let at = 0; at < tokens.length; at += 1) {
        for (let count = Math.min(longest, tokens.length - at); count > 0; count -= 1) {
          const row = tokens.slice(at, at + count);
          const instead = insteadOf(
            row.map(({ word }) => word),
            of,
          );
          const [first, last] = [row[0], row.at(-1)];
          if (instead === undefined || !first || !last) continue;
          told += text.slice(copied, first.start) + instead;
          copied = last.end;
          at += count - 1;
          break;
        }
      }
      return told + text.slice(copied);
    },
  };
}

/** The words of a text, without those that are in every sentence. */
export const wordsOf = (text: string): string[] =>
  tokensOf(text)
    .map(({ word }) => word)
    .filter(({ length }) => length >= SHORTEST_WORD);

function tokensOf(text: string): { word: string; start: number; end: number }[] {
  return [...text.matchAll(token)].flatMap(({ 0: { length }, 1: word, index }) =>
    word === undefined ? [] : [{ word: decoded(word).toLowerCase(), start: index, end: index + length }],
  );
}
