import type pg from 'pg';
import { fold } from '../../data/suggestions.ts';
import type { Ask } from '../database.ts';

const MOST_SUGGESTIONS = 8;

/** Sorts after every character that can follow a prefix. */
const HIGHEST = '\u{10ffff}';

interface SuggestionRow {
  text: string;
}

/** Returns the most frequent words and phrases that begin with the typed text. */
export async function suggest(ask: Ask, typed: string): Promise<string[]> {
  const prefix = fold(typed);
  const letters = [...prefix].length;
  if (letters === 0) return [];
  const { rows } = await ask<SuggestionRow>(
    letters <= 2 ? byFirstLetters(prefix, letters) : byPrefix(prefix),
  );
  return rows.map(({ text }) => text);
}

const byFirstLetters = (prefix: string, letters: number): pg.QueryConfig => ({
  name: `suggest-by-${letters}`,
  text: `select text from suggestions where left(folded, ${letters}) = $1
         order by frequency desc, folded limit ${MOST_SUGGESTIONS}`,
  values: [prefix],
});

const byPrefix = (prefix: string): pg.QueryConfig => ({
  name: 'suggest-by-prefix',
  text: `select text from suggestions where folded ~>=~ $1 and folded ~<~ $2
         order by frequency desc, folded limit ${MOST_SUGGESTIONS}`,
  values: [prefix, prefix + HIGHEST],
});

/** Returns the same suggestions by a pattern that can match anywhere in a column without an index: reads all rows. */
export async function suggestByPattern(ask: Ask, typed: string): Promise<string[]> {
  const prefix = fold(typed);
  if (prefix === '') return [];
  const { rows } = await ask<SuggestionRow & { place: number }>({
    name: 'suggest-by-pattern',
    text: `select text, strpos(folded, $2) as place from suggestions where text ilike $1
           order by place, frequency desc, folded limit ${MOST_SUGGESTIONS}`,
    values: [`%${prefix.replace(/[\\%_]/g, '\\$&')}%`, prefix],
  });
  return rows.filter(({ place }) => place === 1).map(({ text }) => text);
}
