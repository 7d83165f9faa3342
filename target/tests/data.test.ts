import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { SourceDocument } from '../data/document.ts';
import { partOfSpeechOf } from '../data/lexicographer-files.ts';
import { suggestionsOf } from '../data/suggestions.ts';
import { parseGloss, parseSynset } from '../data/synset.ts';
import { readDocuments } from '../data/wordnet.ts';
import { DocumentIndex } from '../engine/index/document-index.ts';
import { keyRange } from '../engine/index/document-key.ts';
import { matchExpression } from '../engine/query/match-expression.ts';

let documents: SourceDocument[];

test.beforeAll(() => {
  documents = readDocuments();
});

test('every synset of WordNet 3.1 is a document', () => {
  expect(documents).toHaveLength(117_791);
  expect(new Set(documents.map(({ id }) => id)).size).toBe(117_791);
  expect(new Set(documents.map(({ category }) => category)).size).toBe(45);
  expect(documents.flatMap(({ words }) => words)).toHaveLength(207_272);
  expect(documents.filter(({ definition, body }) => definition === '' || body === '')).toEqual([]);
});

test('a document contains the data of its synset', () => {
  const dog = documents.find(({ id }) => id === 'n02086723');
  expect(dog).toMatchObject({
    title: 'dog',
    words: ['dog', 'domestic dog', 'Canis familiaris'],
    partOfSpeech: 'noun',
    category: 'noun.animal',
    examples: ['the dog barked all night'],
    frequency: 42,
  });
  expect(dog?.definition).toContain('has been domesticated by man since prehistoric times');
  expect(dog?.relations).toContainEqual({ relation: 'more general', to: 'n02085998' });
  expect(dog?.body).toContain('canine, carnivore, placental, mammal');
});

test('the median body length is between 300 and 360 characters', () => {
  const lengths = documents.map(({ body }) => body.length).sort((a, b) => a - b);
  expect(lengths[lengths.length >> 1]).toBeGreaterThan(300);
  expect(lengths[lengths.length >> 1]).toBeLessThan(360);
});

test('the first documents are the most frequent and relate only to each other', () => {
  const few = readDocuments(500);
  const ids = new Set(few.map(({ id }) => id));
  expect(few[0]?.title).toBe('be');
  expect(new Set(few.map(({ partOfSpeech }) => partOfSpeech)).size).toBe(4);
  expect(few.flatMap(({ relations }) => relations).every(({ to }) => ids.has(to))).toBe(true);
});

test('a satellite adjective is an adjective, and its syntactic marker is not part of the word', () => {
  const line =
    '00003131 00 s 02 adductive(p) 0 adducent 0 001 & 00002730 a 0000 | especially of muscles; "a (p) test"';
  expect(parseSynset(line)).toEqual({
    id: 'a00003131',
    category: 'adj.all',
    words: ['adductive', 'adducent'],
    definition: 'especially of muscles',
    examples: ['a (p) test'],
    relations: [{ relation: 'similar', to: 'a00002730' }],
  });
});

test('quotes inside a definition are not examples', () => {
  expect(parseGloss('spread ("straw" is archaic); "strew toys"; "all over"')).toEqual({
    definition: 'spread ("straw" is archaic)',
    examples: ['strew toys', 'all over'],
  });
});

test('suggestions add up the meanings of a word', () => {
  const dog = suggestionsOf(documents).find(({ folded }) => folded === 'dog');
  const meanings = documents.filter(({ words }) => words.some((word) => word.toLowerCase() === 'dog'));
  expect(meanings.length).toBeGreaterThan(5);
  expect(dog?.documents).toBe(meanings.length);
});

test('what the query log has for few documents is answered by the first 500', () => {
  const folder = mkdtempSync(join(tmpdir(), 'few-documents-'));
  const index = new DocumentIndex(join(folder, 'index.sqlite'));
  index.load(documents.slice(0, 500), () => {});
  const lines = readFileSync(new URL('../../workloads/query-log.ndjson', import.meta.url), 'utf8');
  const queries = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { text: string; kind: string; filter?: { pos: string } })
    .filter(({ kind }) => kind.endsWith(' of few'));
  const least: Record<string, number> = { head: 21, title: 1, definition: 1, filtered: 11, misspelt: 0 };
  const counts = queries.map(({ text, kind, filter }) => {
    const categories = index.categoryCounts({ expression: matchExpression(text) ?? '', range: keyRange([]) });
    const found = [...categories]
      .filter(([category]) => filter === undefined || partOfSpeechOf(category) === filter.pos)
      .reduce((sum, [, count]) => sum + count, 0);
    return { text, kind, found };
  });
  index.close();
  rmSync(folder, { recursive: true });
  expect(
    counts.filter(({ kind, found }) => found < (least[kind.replace(' of few', '')] ?? Number.NaN)),
  ).toEqual([]);
  expect(new Set(queries.map(({ kind }) => kind)).size).toBe(5);
});
