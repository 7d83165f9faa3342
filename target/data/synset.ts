import { CATEGORIES } from './lexicographer-files.ts';
import { relationName } from './relation-names.ts';

/** One line of a WordNet data file. */
export interface Synset {
  id: string;
  category: string;
  words: string[];
  definition: string;
  examples: string[];
  relations: { relation: string; to: string }[];
}

/** Satellite adjectives (`s`) are stored in the adjective file, so their ids use the letter of adjectives. */
const idLetter = (letter: string) => (letter === 's' ? 'a' : letter);

/** `(a)`, `(p)` and `(ip)` after an adjective mark its syntactic position; they are not part of the word. */
const plainWord = (field: string) => field.replace(/\((?:a|p|ip)\)$/, '').replaceAll('_', ' ');

/**
 * Reads one line of a data file.
 * Format: https://wordnet.princeton.edu/documentation/wndb5wn
 */
export function parseSynset(line: string): Synset {
  const bar = line.indexOf(' | ');
  const fields = line.slice(0, bar).trim().split(' ');
  let at = 0;
  const next = (): string => {
    const field = fields[at++];
    if (field === undefined) throw new Error(`WordNet data line is incomplete: ${line.slice(0, 80)}`);
    return field;
  };

  const offset = next();
  const category = CATEGORIES[Number(next())];
  const letter = next();
  if (!category) throw new Error(`WordNet data line has an unknown category: ${line.slice(0, 80)}`);

  const wordCount = Number.parseInt(next(), 16);
  const words: string[] = [];
  for (let word = 0; word < wordCount; word++) {
    words.push(plainWord(next()));
    next();
  }

  const pointerCount = Number(next());
  const relations = new Map<string, { relation: string; to: string }>();
  for (let pointer = 0; pointer < pointerCount; pointer++) {
    const relation = relationName(next(), letter);
    const targetOffset = next();
    const to = idLetter(next()) + targetOffset;
    next();
    // Several words of one synset may point to the same synset; for documents that is one relation.
    relations.set(`${relation} ${to}`, { relation, to });
  }

  const gloss = parseGloss(line.slice(bar + 3));
  return { id: idLetter(letter) + offset, category, words, ...gloss, relations: [...relations.values()] };
}

/** A gloss is a definition followed by quoted examples. */
export function parseGloss(gloss: string): { definition: string; examples: string[] } {
  const firstExample = gloss.search(/;\s*"/);
  if (firstExample < 0) return { definition: gloss.trim(), examples: [] };
  const definition = gloss.slice(0, firstExample).trim();
  const examples = [...gloss.slice(firstExample).matchAll(/"([^"]+)"/g)].map((match) =>
    (match[1] ?? '').trim(),
  );
  return { definition, examples };
}
