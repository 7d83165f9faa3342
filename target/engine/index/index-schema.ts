/** Increase it whenever the tables below change, so that a stored index is rebuilt. */
export const INDEX_VERSION = 2;

/**
 * `document` holds the text, `searchable` indexes it without a copy; columns of both are in the order of their weights.
 * `word` finds the documents that have exactly this word or phrase.
 */
export const CREATE_TABLES = `
  create table document (
    key integer primary key,
    id text not null unique,
    title text not null,
    words text not null,
    body text not null,
    frequency integer not null
  );
  create table word (
    word text not null collate nocase,
    key integer not null,
    primary key (word, key)
  ) without rowid;
  create virtual table searchable using fts5(
    title, words, body,
    content = 'document', content_rowid = 'key',
    tokenize = 'porter unicode61 remove_diacritics 2'
  );
`;

/** Narrow copies of the keys: by frequency for browsing, and with titles for sorting. */
export const CREATE_INDEXES = `
  create index document_by_prior on document ((key >> 20 & 63) desc, key);
  create index document_title on document (key, title collate nocase);
  create index document_by_title on document (title collate nocase, key);
`;
