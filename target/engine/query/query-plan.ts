import type { DocumentIndex, IndexSearch } from '../index/document-index.ts';
import { keyRange } from '../index/document-key.ts';
import { allOf, wordsOf } from './match-expression.ts';
import type { SearchRequest } from './search-request.ts';

/** The id of the plan's root; profilers refer to nodes by id. */
export const ROOT_ID = 1;

interface Leaf {
  type: string;
  documents: number;
  details: object;
}

/**
 * The query plan in the format of Vespa's blueprints. The estimated hits are exact counts of the documents with each
 * word or value; FTS5 intersects the words internally and reports nothing else. Counting takes as long as a search for
 * each word.
 */
export function queryPlan(index: DocumentIndex, request: SearchRequest): object {
  const leaves = leavesOf(index, request);
  const [only] = leaves;
  if (only && leaves.length === 1) return blueprint(index, only, ROOT_ID);
  const children = leaves.map((leaf, at) => [`[${at}]`, blueprint(index, leaf, ROOT_ID + 1 + at)]);
  return {
    '[type]': typeName('AndBlueprint'),
    isTermLike: false,
    estimate: estimate(Math.min(...leaves.map(({ documents }) => documents)), 1 + leaves.length),
    docid_limit: index.count(),
    id: ROOT_ID,
    children: { '[type]': 'std::vector', ...Object.fromEntries(children) },
  };
}

function leavesOf(index: DocumentIndex, { yql, query }: SearchRequest): Leaf[] {
  const words = yql.userQuery ? wordsOf(query) : [];
  if (yql.userQuery && words.length === 0) return [{ type: 'EmptyBlueprint', documents: 0, details: {} }];
  const leaves = [
    ...words.map((word) => ({
      type: 'FullTextBlueprint',
      documents: countOf(index, { expression: allOf([word]) ?? '', range: keyRange([]) }),
      details: { field_name: 'default', query_term: word },
    })),
    ...yql.filters.map((filter) => ({
      type: 'AttributeFieldBlueprint',
      documents: countOf(index, { range: keyRange([filter]) }),
      // A value is a range of keys here, so its look-up is fast, as with Vespa's fast-search.
      details: {
        attribute: { name: filter.field, type: 'string', fast_search: true, filter: true },
        query_term: filter.value,
      },
    })),
  ];
  if (leaves.length > 0) return leaves;
  return [{ type: 'AlwaysTrueBlueprint', documents: index.count(), details: {} }];
}

const countOf = (index: DocumentIndex, matching: Pick<IndexSearch, 'expression' | 'range'>): number =>
  [...index.categoryCounts(matching).values()].reduce((sum, count) => sum + count, 0);

const blueprint = (index: DocumentIndex, { type, documents, details }: Leaf, id: number): object => ({
  '[type]': typeName(type),
  isTermLike: 'query_term' in details,
  estimate: estimate(documents, 1),
  docid_limit: index.count(),
  id,
  ...details,
});

const estimate = (estHits: number, treeSize: number): object => ({
  '[type]': 'HitEstimate',
  empty: estHits === 0,
  estHits,
  tree_size: treeSize,
});

/** Vespa uses C++ names; this namespace shows that the names are not Vespa's. */
const typeName = (type: string): string => `footfall::engine::${type}`;
