import type { PartOfSpeech } from '../../server/api.ts';

/** A section of the home page: a group of related categories. */
export interface Shelf {
  title: string;
  categories: string[];
}

/** Readable names of WordNet's lexicographer files (`lexnames`). */
const LABELS: Record<string, string> = {
  'adj.all': 'Qualities',
  'adj.pert': 'Relational adjectives',
  'adj.ppl': 'Participles',
  'adv.all': 'Manner and degree',
  'noun.Tops': 'Broadest ideas',
  'noun.act': 'Acts and activities',
  'noun.animal': 'Animals',
  'noun.artifact': 'Made things',
  'noun.attribute': 'Attributes',
  'noun.body': 'The body',
  'noun.cognition': 'Thought',
  'noun.communication': 'Language',
  'noun.event': 'Events',
  'noun.feeling': 'Feelings',
  'noun.food': 'Food and drink',
  'noun.group': 'Groups',
  'noun.location': 'Places',
  'noun.motive': 'Motives',
  'noun.object': 'Natural objects',
  'noun.person': 'People',
  'noun.phenomenon': 'Phenomena',
  'noun.plant': 'Plants',
  'noun.possession': 'Possessions',
  'noun.process': 'Processes',
  'noun.quantity': 'Quantities',
  'noun.relation': 'Relations',
  'noun.shape': 'Shapes',
  'noun.state': 'States',
  'noun.substance': 'Substances',
  'noun.time': 'Time',
  'verb.body': 'Grooming and bodily care',
  'verb.change': 'Changing',
  'verb.cognition': 'Thinking',
  'verb.communication': 'Telling and asking',
  'verb.competition': 'Competing',
  'verb.consumption': 'Eating and drinking',
  'verb.contact': 'Touching and striking',
  'verb.creation': 'Making',
  'verb.emotion': 'Feeling',
  'verb.motion': 'Moving',
  'verb.perception': 'Seeing and hearing',
  'verb.possession': 'Having and giving',
  'verb.social': 'Acting with others',
  'verb.stative': 'Being',
  'verb.weather': 'Weather',
};

export const SHELVES: Shelf[] = [
  {
    title: 'Nature',
    categories: ['animal', 'plant', 'body', 'substance', 'object', 'phenomenon'].map(
      (name) => `noun.${name}`,
    ),
  },
  {
    title: 'People',
    categories: ['person', 'group', 'feeling', 'cognition', 'communication', 'motive'].map(
      (name) => `noun.${name}`,
    ),
  },
  {
    title: 'Things and places',
    categories: ['artifact', 'food', 'possession', 'location', 'shape'].map((name) => `noun.${name}`),
  },
  {
    title: 'Happenings',
    categories: ['act', 'event', 'process', 'time', 'state'].map((name) => `noun.${name}`),
  },
  {
    title: 'Ideas',
    categories: ['Tops', 'attribute', 'quantity', 'relation'].map((name) => `noun.${name}`),
  },
  { title: 'Describing', categories: ['adj.all', 'adj.pert', 'adj.ppl', 'adv.all'] },
  {
    title: 'Doing',
    categories: [
      'motion',
      'contact',
      'change',
      'creation',
      'communication',
      'cognition',
      'emotion',
      'perception',
      'consumption',
      'possession',
      'social',
      'competition',
      'body',
      'stative',
      'weather',
    ].map((name) => `verb.${name}`),
  },
];

const PARTS_OF_SPEECH: Record<string, PartOfSpeech> = {
  adj: 'adjective',
  adv: 'adverb',
  noun: 'noun',
  verb: 'verb',
};

/** Each category contains one part of speech and is named after it: `noun.animal`. */
export function isCategoryOf(category: string, partOfSpeech: PartOfSpeech): boolean {
  return PARTS_OF_SPEECH[category.split('.')[0] ?? ''] === partOfSpeech;
}

/** The readable name of a category, or the category itself if it has none. */
export function categoryLabel(category: string): string {
  return LABELS[category] ?? category;
}
