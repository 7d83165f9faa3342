import type pg from 'pg';
import { fold } from '../data/suggestions.ts';
import { editDistance } from './edit-distance.ts';
import { wordsOf } from './engine-client.ts';

/** Similar texts looked at; the edit distance then decides among them. */
const MOST_SIMILAR = 40;
/** One letter in this many may be wrong; a further guess is no correction. */
const LETTERS_PER_MISTAKE = 3;
const MOST_CANDIDATES = 4;

/** Spellings close to a text that found nothing, best first. Whether they find anything is for the engine to say. */
export async function spellings(pool: pg.Pool, text: string): Promise<string[]> {
  const folded = fold(text);
  const candidates = await similar(pool, folded);
  const words = wordsOf(folded);
  if (words.length > 1) {
    const corrected = await Promise.all(words.map(async (word) => (await similar(pool, word))[0] ?? word));
    candidates.push(corrected.join(' '));
  }
  const others = candidates.filter((candidate) => fold(candidate) !== folded);
  return [...new Set(others)].slice(0, MOST_CANDIDATES);
}

async function similar(pool: pg.Pool, folded: string): Promise<string[]> {
  const { rows } = await pool.query<{ folded: string; text: string; frequency: number }>({
    name: 'similar',
    text: `select folded, text, frequency from suggestions where folded % $1
           order by similarity(folded, $1) desc, frequency desc limit ${MOST_SIMILAR}`,
    values: [folded],
  });
  const mostMistakes = Math.max(1, Math.floor(folded.length / LETTERS_PER_MISTAKE));
  return rows
    .map((row) => ({ ...row, mistakes: editDistance(folded, row.folded) }))
    .filter(({ mistakes }) => mistakes <= mostMistakes)
    .sort((a, b) => a.mistakes - b.mistakes || b.frequency - a.frequency)
    .map(({ text }) => text);
}
