export type PartOfSpeech = 'noun' | 'verb' | 'adjective' | 'adverb';

/** How one document relates to another, in plain words. */
interface Relation {
  relation: string;
  to: string;
}

/** One searchable document: a WordNet synset in the form from which every tier is filled. */
export interface SourceDocument {
  /** Part of speech and offset, such as `n00001740`. */
  id: string;
  title: string;
  words: string[];
  /** How often each of `words` was tagged with this meaning; same order. */
  wordFrequencies: number[];
  partOfSpeech: PartOfSpeech;
  /** A lexicographer file, such as `noun.animal`. */
  category: string;
  definition: string;
  examples: string[];
  /** Searched in addition to title and words: definition, examples, more general words, related glosses. */
  body: string;
  /** The sum of `wordFrequencies`. */
  frequency: number;
  relations: Relation[];
}
