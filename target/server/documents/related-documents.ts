import type { Ask } from '../database.ts';

export interface RelatedRow {
  relation: string;
  id: string;
  title: string;
  definition: string;
}

/** Reads the documents related to a document, by relation, the most frequent of each first. */
export type ReadRelated = (ask: Ask, id: string) => Promise<RelatedRow[]>;

/** Users read only a few per relation; the document "person" alone has hundreds of more specific ones. */
export const MOST_RELATED = 12;

export const readRelated: ReadRelated = async (ask, id) => {
  const { rows } = await ask<RelatedRow>({
    name: 'related',
    text: `select relation, id, title, definition from (
             select relation, documents.id, title, definition,
                    min(position) over (partition by relation) as first,
                    row_number() over (partition by relation order by frequency desc, position) as rank
             from relations join documents on documents.id = relations.to_id
             where from_id = $1
           ) as ranked where rank <= ${MOST_RELATED} order by first, rank`,
    values: [id],
  });
  return rows;
};
