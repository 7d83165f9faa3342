import type { PartOfSpeech } from './document.ts';

/**
 * The 45 lexicographer files of WordNet; the index is the number used in its data files.
 * Source: https://wordnet.princeton.edu/documentation/lexnames5wn
 */
export const CATEGORIES = [
  'adj.all',
  'adj.pert',
  'adv.all',
  'noun.Tops',
  'noun.act',
  'noun.animal',
  'noun.artifact',
  'noun.attribute',
  'noun.body',
  'noun.cognition',
  'noun.communication',
  'noun.event',
  'noun.feeling',
  'noun.food',
  'noun.group',
  'noun.location',
  'noun.motive',
  'noun.object',
  'noun.person',
  'noun.phenomenon',
  'noun.plant',
  'noun.possession',
  'noun.process',
  'noun.quantity',
  'noun.relation',
  'noun.shape',
  'noun.state',
  'noun.substance',
  'noun.time',
  'verb.body',
  'verb.change',
  'verb.cognition',
  'verb.communication',
  'verb.competition',
  'verb.consumption',
  'verb.contact',
  'verb.creation',
  'verb.emotion',
  'verb.motion',
  'verb.perception',
  'verb.possession',
  'verb.social',
  'verb.stative',
  'verb.weather',
  'adj.ppl',
] as const;

const PART_OF_SPEECH_BY_PREFIX: Record<string, PartOfSpeech> = {
  adj: 'adjective',
  adv: 'adverb',
  noun: 'noun',
  verb: 'verb',
};

/** A category belongs to exactly one part of speech: `noun.animal` → `noun`. */
export function partOfSpeechOf(category: string): PartOfSpeech {
  const partOfSpeech = PART_OF_SPEECH_BY_PREFIX[category.split('.')[0] ?? ''];
  if (!partOfSpeech) throw new Error(`category "${category}" is not one of WordNet's lexicographer files`);
  return partOfSpeech;
}
