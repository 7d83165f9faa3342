/** Changes whenever the tables below change, so that stored ones are made anew. */
export const SCHEMA_VERSION = 1;

/** Everything lives in a schema of its own, so that a database given in DATABASE_URL can hold other things too. */
export const SCHEMA = 'footfall';

/** Sets where names are looked up: our tables first, then the extensions. */
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

/** Finds the relations of a document; the other way round they are never asked for. */
export const RELATIONS_KEY = 'constraint relations_pkey primary key (from_id, position)';

/** Made after the rows, which is faster. One and two letters match too much to sort, so these come sorted. */
export const CREATE_INDEXES = `
  alter table documents add primary key (id);
  alter table relations add ${RELATIONS_KEY};
  alter table suggestions add primary key (folded);
  create index suggestions_by_letter on suggestions (left(folded, 1), frequency desc, folded);
  create index suggestions_by_two_letters on suggestions (left(folded, 2), frequency desc, folded);
  create index suggestions_by_prefix on suggestions (folded text_pattern_ops) include (frequency, text);
  create index suggestions_by_trigram on suggestions using gin (folded gin_trgm_ops);
`;
