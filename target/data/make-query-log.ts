import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { DocumentIndex } from '../engine/index/document-index.ts';
import { keyRange } from '../engine/index/document-key.ts';
import { matchExpression } from '../engine/query/match-expression.ts';
import type { SourceDocument } from './document.ts';
import { type Found, modelQueries } from './query-model.ts';
import { readDocuments } from './wordnet.ts';

/**
 * Writes `workloads/query-log.ndjson`, from which users pick queries:
 *
 *     node --import tsx target/data/make-query-log.ts
 *
 * The same documents and engine produce the same file. Run it again if either changes.
 */
const QUERIES = 2000;
const SEED = 3_1415;
/** For a product with fewer documents than all: what the first ones already answer, and more documents answer too. */
const FEW_DOCUMENTS = 500;
const QUERIES_OF_FEW = 200;
/** Enough to find one document in the results for a few words. */
const IDS = 400;

const file = new URL('../../workloads/query-log.ndjson', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'query-log-'));
try {
  const documents = readDocuments();
  const find = finder('all', documents);
  const queries = modelQueries(QUERIES, documents, find, xoroshiro128plus(SEED));
  const few = documents.slice(0, FEW_DOCUMENTS);
  const ofFew = modelQueries(QUERIES_OF_FEW, few, finder('few', few), xoroshiro128plus(SEED))
    // More documents may hide a category, and may have a misspelt word.
    .filter(({ filter }) => !filter || 'pos' in filter)
    .filter(({ kind, text }) => kind !== 'misspelt' || find(text).total === 0)
    .map((query) => ({ ...query, kind: `${query.kind} of few` }));
  const lines = [...queries, ...ofFew].map((query) => `${JSON.stringify(query)}\n`);
  writeFileSync(file, lines.join(''));
} finally {
  rmSync(folder, { recursive: true });
}

/** Finds in an index of these documents, each text once. */
function finder(name: string, documents: SourceDocument[]): (text: string) => Found {
  const index = new DocumentIndex(join(folder, `${name}.sqlite`));
  index.load(documents, () => {});
  const found = new Map<string, Found>();
  return (text) => {
    const known = found.get(text) ?? look(index, text);
    found.set(text, known);
    return known;
  };
}

function look(index: DocumentIndex, text: string): Found {
  const expression = matchExpression(text);
  if (expression === undefined) return { total: 0, categories: new Map(), ids: [] };
  const range = keyRange([]);
  const categories = index.categoryCounts({ expression, range });
  const total = [...categories.values()].reduce((sum, count) => sum + count, 0);
  if (total > IDS) return { total, categories, ids: [] };
  const rows = index.search({ expression, range, order: 'relevance', hits: IDS, offset: 0 });
  return {
    total,
    categories,
    ids: rows.flatMap(({ key }) => index.hit(key, 0, undefined)?.document.id ?? []),
  };
}
