import { fold } from '../../data/suggestions.ts';
import type { Ask } from '../database.ts';
import { editDistance } from './edit-distance.ts';
import { wordsOf } from './engine-client.ts';
import { soundOf } from './sound.ts';

/** Similar texts looked at; the edit distance then decides among them. */
const MOST_SIMILAR = 100;
/** One letter in this many may be wrong; a further guess is no correction. */
const LETTERS_PER_MISTAKE = 3;
/** Letters that a spelling may have more or fewer. */
const LENGTH_DIFFERENCE = 2;
const MOST_CANDIDATES = 4;

/** Longer texts are not corrected word by word: every word is a question to the database. */
const MOST_WORDS = 6;

/** Whether a document has exactly this as a word: then few matches are no sign of a mistake. */
export async function isKnown(ask: Ask, text: string): Promise<boolean> {
  const { rowCount } = await ask({
    name: 'known',
    text: 'select from suggestions where folded = $1',
    values: [fold(text)],
  });
  return rowCount === 1;
}

/** Spellings close to a text that found nothing or little, best first. Whether they find anything is for the engine to say. */
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

/** The texts with the fewest mistakes, the most frequent of these first, and then the most similar. */
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

/** Who spells by ear makes many slips of the finger and one mistake, or none. */
const mistakesIn = (typed: string, right: string): number =>
  Math.min(editDistance(typed, right), editDistance(soundOf(typed), soundOf(right)));
