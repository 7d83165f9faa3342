import { fold } from '../../data/suggestions.ts';
import type { Ask } from '../database.ts';
import { editDistance } from './edit-distance.ts';
import { wordsOf } from './engine-client.ts';
import { soundOf } from './sound.ts';

/** How many similar texts are considered; the edit distance then decides among them. */
const MOST_SIMILAR = 100;
/** One letter in this many may be wrong; a text with more mistakes is not offered as a correction. */
const LETTERS_PER_MISTAKE = 3;
/** How many letters longer or shorter a spelling may be. */
const LENGTH_DIFFERENCE = 2;
const MOST_CANDIDATES = 4;

/** Longer texts are not corrected word by word, because every word needs a database query. */
const MOST_WORDS = 6;

/** Whether a document has exactly this word; if so, few matches do not indicate a mistake. */
export async function isKnown(ask: Ask, text: string): Promise<boolean> {
  const { rowCount } = await ask({
    name: 'known',
    text: 'select from suggestions where folded = $1',
    values: [fold(text)],
  });
  return rowCount === 1;
}

/** Returns spellings close to a text with no or few results, best first. Only the engine can tell if they have results. */
export async function spellings(ask: Ask, text: string): Promise<string[]> {
  const folded = fold(text);
  const words = wordsOf(folded);
  const corrects = words.length > 1 && words.length <= MOST_WORDS ? words : [];
  const [whole, ...each] = await Promise.all([
    similar(ask, folded),
    ...corrects.map(async (word) => (await similar(ask, word))[0] ?? word),
  ]);
  const candidates = whole.slice(0, MOST_CANDIDATES - 1);
  if (each.length > 0) candidates.push(each.join(' '));
  return [...new Set(candidates)].filter((candidate) => fold(candidate) !== folded);
}

/** Returns similar texts with few mistakes, sorted by number of mistakes, then frequency, then similarity. */
async function similar(ask: Ask, folded: string): Promise<string[]> {
  const { rows } = await ask<{ folded: string; text: string; frequency: number }>({
    name: 'similar',
    text: `select folded, text, frequency from suggestions where folded % $1 and abs(length(folded) - length($1)) <= ${LENGTH_DIFFERENCE}
           order by similarity(folded, $1) desc, frequency desc limit ${MOST_SIMILAR}`,
    values: [folded],
  });
  const mostMistakes = Math.max(1, Math.floor(folded.length / LETTERS_PER_MISTAKE));
  return rows
    .map((row) => ({ ...row, mistakes: mistakesIn(folded, row.folded) }))
    .filter(({ mistakes }) => mistakes <= mostMistakes)
    .sort((a, b) => a.mistakes - b.mistakes || b.frequency - a.frequency)
    .map(({ text }) => text);
}

/** A word spelt by ear differs in many letters but has at most one mistake in its sound. */
const mistakesIn = (typed: string, right: string): number =>
  Math.min(editDistance(typed, right), editDistance(soundOf(typed), soundOf(right)));
