import type { DocumentAnswer, PartOfSpeech, RelatedGroup } from '../api.ts';
import type { Ask } from '../database.ts';
import type { ReadRelated, RelatedRow } from './related-documents.ts';

/** Documents shown on either side of one without relations. */
const NEIGHBOURS = 3;

interface DocumentRow {
  id: string;
  title: string;
  words: string[];
  part_of_speech: PartOfSpeech;
  category: string;
  definition: string;
  examples: string[];
}

/** Reads a document and its related documents, the most frequent of each relation; `undefined` if it does not exist. */
export async function readDocument(
  ask: Ask,
  id: string,
  readRelated: ReadRelated,
): Promise<DocumentAnswer | undefined> {
  const [documents, related] = await Promise.all([
    ask<DocumentRow>({
      name: 'document',
      text: `select id, title, words, part_of_speech, category, definition, examples from documents where id = $1`,
      values: [id],
    }),
    readRelated(ask, id),
  ]);
  const row = documents.rows[0];
  if (!row) return undefined;
  const { part_of_speech: partOfSpeech, ...document } = row;
  const rows = related.length > 0 ? related : await readNeighbours(ask, id);
  return { ...document, partOfSpeech, related: groupByRelation(rows) };
}

/** Many adverbs and adjectives have no relations; a reader can still go on to their neighbours. */
async function readNeighbours(ask: Ask, id: string): Promise<RelatedRow[]> {
  const { rows } = await ask<RelatedRow>({
    name: 'neighbours',
    text: `(select 'nearby in the dictionary' as relation, id, title, definition
            from documents where id < $1 order by id desc limit ${NEIGHBOURS})
           union all
           (select 'nearby in the dictionary', id, title, definition
            from documents where id > $1 order by id limit ${NEIGHBOURS})`,
    values: [id],
  });
  return rows;
}

function groupByRelation(rows: RelatedRow[]): RelatedGroup[] {
  const groups = new Map<string, RelatedGroup>();
  for (const { relation, ...document } of rows) {
    const group = groups.get(relation) ?? { relation, documents: [] };
    group.documents.push(document);
    groups.set(relation, group);
  }
  return [...groups.values()];
}
