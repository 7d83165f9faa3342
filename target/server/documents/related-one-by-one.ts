import { MOST_RELATED, type ReadRelated, type RelatedRow } from './related-documents.ts';

/** The defect `n-plus-one`: the same result from one statement for the relations and one more for each document. */
export const readRelatedOneByOne: ReadRelated = async (ask, id) => {
  const relations = await ask<{ relation: string; to_id: string }>({
    name: 'relations',
    text: 'select relation, to_id from relations where from_id = $1 order by position',
    values: [id],
  });
  // Groups are in the order of their first relation, documents in the order of their positions.
  const groups = new Map<string, (RelatedRow & { frequency: number })[]>();
  for (const { relation, to_id } of relations.rows) {
    const { rows } = await ask<{ id: string; title: string; definition: string; frequency: number }>({
      name: 'related-document',
      text: 'select id, title, definition, frequency from documents where id = $1',
      values: [to_id],
    });
    const [row] = rows;
    if (!row) continue;
    const group = groups.get(relation) ?? [];
    group.push({ relation, ...row });
    groups.set(relation, group);
  }
  return [...groups.values()].flatMap((group) =>
    group
      .sort((a, b) => b.frequency - a.frequency)
      .slice(0, MOST_RELATED)
      .map(({ relation, id, title, definition }) => ({ relation, id, title, definition })),
  );
};
