import type { ClientBase } from 'pg';
import type { SourceDocument } from '../data/document.ts';
import { suggestionsOf } from '../data/suggestions.ts';
import { DOCUMENTS_VERSION } from '../data/wordnet.ts';
import { CREATE_INDEXES, CREATE_TABLES, SCHEMA, SCHEMA_VERSION, SEARCH_PATH } from './schema.ts';

/** Rows per statement: few round trips, and no large messages. */
const BATCH = 5_000;

const VERSION = DOCUMENTS_VERSION * 1000 + SCHEMA_VERSION;

/**
 * Whether the database already holds exactly these documents.
 *
 * @throws if a schema with our name exists that we did not create
 */
export async function isLoaded(client: ClientBase, documents: number): Promise<boolean> {
  const found = await client.query('select to_regnamespace($1) as schema, to_regclass($2) as seed', [
    SCHEMA,
    `${SCHEMA}.seed`,
  ]);
  const { schema, seed } = found.rows[0];
  if (schema === null) return false;
  if (seed === null) {
    throw new Error(
      `the database has a schema "${SCHEMA}" that is not ours; rename it, or use another database`,
    );
  }
  const { rows } = await client.query(`select version, documents from ${SCHEMA}.seed`);
  return rows[0]?.version === VERSION && rows[0]?.documents === documents;
}

/** Fills the database in one transaction: other connections see all of the data or none. */
export async function load(
  client: ClientBase,
  documents: readonly SourceDocument[],
  onDocuments: (done: number) => void,
): Promise<void> {
  await client.query('create extension if not exists pg_trgm');
  await createStatistics(client);
  await client.query('begin');
  await client.query(`set local search_path to ${SEARCH_PATH}`);
  await client.query(CREATE_TABLES);
  for (const [start, batch] of batches(documents)) {
    await insertDocuments(client, batch);
    onDocuments(start + batch.length);
  }
  for (const [, batch] of batches(suggestionsOf(documents))) {
    await insertJson(
      client,
      'suggestions',
      'folded text, text text, frequency integer, documents integer',
      batch,
    );
  }
  await client.query(CREATE_INDEXES);
  await client.query('insert into seed values ($1, $2)', [VERSION, documents.length]);
  await client.query('commit');
  await client.query(`analyze ${SCHEMA}.documents, ${SCHEMA}.relations, ${SCHEMA}.suggestions`);
}

/** Only a superuser may create the extension; a database given by URL works without it. */
async function createStatistics(client: ClientBase): Promise<void> {
  try {
    await client.query('create extension if not exists pg_stat_statements');
  } catch {
    process.stderr.write(
      'database: no permission to create pg_stat_statements, continuing without statement statistics\n',
    );
  }
}

async function insertDocuments(client: ClientBase, documents: SourceDocument[]): Promise<void> {
  const rows = documents.map(({ partOfSpeech, ...document }) => ({
    ...document,
    part_of_speech: partOfSpeech,
  }));
  const columns =
    'id text, title text, words text[], part_of_speech text, category text, definition text, examples text[], frequency integer';
  await insertJson(client, 'documents', columns, rows);
  const relations = documents.flatMap(({ id, relations }) =>
    relations.map(({ relation, to }, position) => ({ from_id: id, position, relation, to_id: to })),
  );
  await insertJson(
    client,
    'relations',
    'from_id text, position integer, relation text, to_id text',
    relations,
  );
}

async function insertJson(client: ClientBase, table: string, columns: string, rows: object[]): Promise<void> {
  const text = `insert into ${table} select * from json_to_recordset($1::json) as row (${columns})`;
  await client.query(text, [JSON.stringify(rows)]);
}

function* batches<Row>(rows: readonly Row[]): Generator<[number, Row[]]> {
  for (let start = 0; start < rows.length; start += BATCH) yield [start, rows.slice(start, start + BATCH)];
}
