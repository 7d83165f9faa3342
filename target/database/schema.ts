/** Increase it whenever the tables below change, so that stored ones are rebuilt. */
export const SCHEMA_VERSION = 1;

/** All tables are in their own schema, so that a database given in DATABASE_URL can also hold other data. */
export const SCHEMA = 'footfall';

/** Where PostgreSQL looks up names: our tables first, then the extensions. */
export const SEARCH_PATH = `${SCHEMA}, public`;

export const CREATE_TABLES = `
  drop schema if exists ${SCHEMA} cascade;
  create schema ${SCHEMA};
  create table documents (
    id text not null,
    title text not null,
    words text[] not null,
    part_of_speech text not null,
    category text not null,
    definition text not null,
    examples text[] not null,
    frequency integer not null
  );
  create table relations (
    from_id text not null,
    position integer not null,
    relation text not null,
    to_id text not null
  );
  create table suggestions (
    folded text not null,
    text text not null,
    frequency integer not null,
    documents integer not null
  );
  create table seed (version integer not null, documents integer not null);
`;

/** Finds the relations from a document; no query looks for the relations to a document. */
export const RELATIONS_KEY = 'constraint relations_pkey primary key (from_id, position)';

/**
 * Created after the rows are inserted, which is faster. One or two letters match too many rows to sort at query
 * time, so these have sorted indexes.
 */
export const CREATE_INDEXES = `
  alter table documents add primary key (id);
  alter table relations add ${RELATIONS_KEY};
  alter table suggestions add primary key (folded);
  create index suggestions_by_letter on suggestions (left(folded, 1), frequency desc, folded);
  create index suggestions_by_two_letters on suggestions (left(folded, 2), frequency desc, folded);
  create index suggestions_by_prefix on suggestions (folded text_pattern_ops) include (frequency, text);
  create index suggestions_by_trigram on suggestions using gin (folded gin_trgm_ops);
`;
