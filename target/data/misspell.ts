import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { drawOne } from './draw.ts';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** Adds one typing error to a word: drops, doubles or replaces a letter, or swaps it with the next. */
export function misspell(random: RandomGenerator, word: string): string {
  // People seldom get the first letter wrong.
  const at = uniformInt(random, 1, word.length - 2);
  const before = word.slice(0, at);
  const letter = word.charAt(at);
  const after = word.slice(at + 1);
  switch (drawOne(random, ['drop', 'double', 'replace', 'swap'] as const)) {
    case 'drop':
      return before + after;
    case 'double':
      return before + letter + letter + after;
    case 'replace':
      return before + drawOne(random, LETTERS) + after;
    case 'swap':
      return before + after.charAt(0) + letter + after.slice(1);
  }
}
