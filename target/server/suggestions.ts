import type pg from 'pg';
import { fold } from '../data/suggestions.ts';

const MOST_SUGGESTIONS = 8;

/** Above every character that follows a prefix. */
const HIGHEST = '\u{10ffff}';

/** The most frequent words and phrases that begin with what is typed. */
export async function suggest(pool: pg.Pool, typed: string): Promise<string[]> {
  const prefix = fold(typed);
  const letters = [...prefix].length;
  if (letters === 0) return [];
  const { rows } = await pool.query<{ text: string }>(
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
