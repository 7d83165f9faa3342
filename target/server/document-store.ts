import type pg from 'pg';
import type { DocumentAnswer, PartOfSpeech, RelatedGroup } from './api.ts';

/** A person reads a few of each kind; "person" alone has hundreds of more specific documents. */
const MOST_RELATED = 12;

/** Taken on either side of a document without relations. */
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

interface RelatedRow {
  relation: string;
  id: string;
  title: string;
  definition: string;
}

/** A document with its related documents, the most frequent of each kind; undefined when there is none. */
export async function readDocument(pool: pg.Pool, id: string): Promise<DocumentAnswer | undefined> {
  const [documents, related] = await Promise.all([
    pool.query<DocumentRow>({
      name: 'document',
      text: `select id, title, words, part_of_speech, category, definition, examples from documents where id = $1`,
      values: [id],
    }),
    pool.query<RelatedRow>({
      name: 'related',
      text: `select relation, id, title, definition from (
               select relation, documents.id, title, definition,
                      min(position) over (partition by relation) as first,
                      row_number() over (partition by relation order by frequency desc, position) as rank
               from relations join documents on documents.id = relations.to_id
               where from_id = $1
             ) as ranked where rank <= ${MOST_RELATED} order by first, rank`,
      values: [id],
    }),
  ]);
  const row = documents.rows[0];
  if (!row) return undefined;
  const { part_of_speech: partOfSpeech, ...document } = row;
  const rows = related.rows.length > 0 ? related.rows : await readNeighbours(pool, id);
  return { ...document, partOfSpeech, related: groupByRelation(rows) };
}

/** Many adverbs and adjectives have no relation at all; a reader can still go on to what stands beside them. */
async function readNeighbours(pool: pg.Pool, id: string): Promise<RelatedRow[]> {
  const { rows } = await pool.query<RelatedRow>({
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
