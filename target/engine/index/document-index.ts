import Database from 'libsql';
import { MATCH_END, MATCH_START, snippetOf } from '../query/snippet.ts';
import {
  CATEGORY_SHIFT,
  categoryAt,
  documentKey,
  type KeyRange,
  PRIOR_MASK,
  PRIOR_SHIFT,
  SEQUENCE_LIMIT,
} from './document-key.ts';
import { CREATE_INDEXES, CREATE_TABLES } from './index-schema.ts';

/** A document as the engine stores it. */
export interface IndexedDocument {
  id: string;
  title: string;
  words: string[];
  category: string;
  body: string;
  frequency: number;
}

export interface Hit {
  document: IndexedDocument;
  relevance: number;
  /** Parts of the body around the matches, marked up like Vespa's with `<hi>` and `<sep />`. */
  snippet: string;
}

export interface IndexSearch {
  /** An FTS5 expression; `undefined` if every document in the range matches. */
  expression?: string;
  /** Documents with exactly this title come first, then those with exactly this word; case-insensitive. */
  exact?: string | undefined;
  range: KeyRange;
  order: 'relevance' | 'title';
  hits: number;
  offset: number;
}

interface DocumentRow {
  key: number;
  id: string;
  title: string;
  words: string;
  body: string;
  frequency: number;
}

type HitRow = DocumentRow & { marked: string };

/** The key and relevance of a hit, without its text. */
export interface RankedRow {
  key: number;
  relevance: number;
}

/** Score per quarter doubling of the frequency: enough to order the meanings of a word, too little to hide better matches. */
const PRIOR_WEIGHT = 0.045;
/** bm25 is negative; its weights are for title, words and body. */
const RELEVANCE = `-bm25(searchable, 10, 4, 1) + (searchable.rowid >> ${PRIOR_SHIFT} & ${PRIOR_MASK}) * ${PRIOR_WEIGHT}`;
/** Far above any bm25 score of a query. */
const EXACT_TITLE_BONUS = 2000;
const EXACT_WORD_BONUS = 1000;
/** A document with the whole query as its title or word always matches, so this needs no look-up in the inverted index. */
const EXACT_HITS = `
  select key, max(bonus) + (key >> ${PRIOR_SHIFT} & ${PRIOR_MASK}) * ${PRIOR_WEIGHT} as relevance from (
    select key, ${EXACT_TITLE_BONUS} as bonus from document where title = :exact collate nocase
    union all select key, ${EXACT_WORD_BONUS} from word where word = :exact
  ) where key between :from and :to group by key order by relevance desc, key`;
const MATCH = 'searchable match :expression and searchable.rowid between :from and :to';
/** A document may have the same word in upper and lower case, which count as one here. */
const INSERT_WORDS =
  'insert or ignore into word select each.value, document.key from document, json_each(document.words) as each';
/** Enough for the whole WordNet index: pages are then read from the operating system's cache without a copy. */
const MEMORY_MAP_BYTES = 1 << 30;

/** A full-text index in one SQLite file. */
export class DocumentIndex {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  /** Cached parts by range and share; cleared when documents change. */
  readonly #parts = new Map<string, KeyRange>();
  #count: number | undefined;

  constructor(path: string) {
    this.#database = new Database(path);
    this.#database.exec(`pragma mmap_size = ${MEMORY_MAP_BYTES}; pragma synchronous = off`);
  }

  /** Fills an empty file; builds the inverted index once at the end, which is faster than row by row. */
  load(documents: Iterable<IndexedDocument>, onDocument: () => void): void {
    this.#database.exec(`pragma journal_mode = off; ${CREATE_TABLES}; begin`);
    let sequence = 0;
    for (const document of documents) {
      this.#insertRow(documentKey(document.category, document.frequency, sequence++), document);
      onDocument();
    }
    this.#database.exec(`${INSERT_WORDS} order by 1, 2`);
    this.#database.exec(`${CREATE_INDEXES}; insert into searchable(searchable) values ('rebuild'); commit`);
    this.#database.exec(`insert into searchable(searchable) values ('optimize'); analyze`);
    this.#database.exec('pragma journal_mode = wal');
  }

  count(): number {
    this.#count ??= this.#get<{ count: number }>('select count(*) as count from document', {})?.count ?? 0;
    return this.#count;
  }

  /** Returns the best `hits` documents after `offset`, without snippets; see {@link hit}. */
  search(search: IndexSearch): RankedRow[] {
    const { expression, exact, range, order, hits, offset } = search;
    const page = { ...range, hits, offset };
    if (expression === undefined) {
      const by = order === 'title' ? 'title collate nocase, key' : `(key >> 20 & 63) desc, key`;
      return this.#all(
        `select key, (key >> 20 & 63) * ${PRIOR_WEIGHT} as relevance from document
         where key between :from and :to order by ${by} limit :hits offset :offset`,
        page,
      );
    }
    if (order === 'title') {
      return this.#all(
        `select searchable.rowid as key, 0.0 as relevance
         from searchable join document indexed by document_title on document.key = searchable.rowid
         where ${MATCH} order by document.title collate nocase, document.key limit :hits offset :offset`,
        { expression, ...page },
      );
    }
    const exactHits = exact === undefined ? [] : this.#all<RankedRow>(EXACT_HITS, { exact, ...range });
    const best = this.#all<RankedRow>(
      `select rowid as key, ${RELEVANCE} as relevance
       from searchable where ${MATCH} order by relevance desc, key limit :limit`,
      { expression, ...range, limit: offset + hits + exactHits.length },
    );
    const first = new Set(exactHits.map(({ key }) => key));
    return [...exactHits, ...best.filter(({ key }) => !first.has(key))].slice(offset, offset + hits);
  }

  /** Counts the matching documents of each category; categories without matches are omitted. */
  categoryCounts(search: Pick<IndexSearch, 'expression' | 'range'>): Map<string, number> {
    const counts: { category: number; count: number }[] =
      search.expression === undefined
        ? this.#all(
            `select key >> ${CATEGORY_SHIFT} as category, count(*) as count
             from document where key between :from and :to group by 1`,
            { ...search.range },
          )
        : this.#all(
            `select rowid >> ${CATEGORY_SHIFT} as category, count(*) as count
             from searchable where ${MATCH} group by 1`,
            { expression: search.expression, ...search.range },
          );
    return new Map(counts.map(({ category, count }) => [categoryAt(category), count]));
  }

  /** Returns the start of a range that contains the given share (0–1) of its documents. */
  firstPart(range: KeyRange, share: number): KeyRange {
    const name = `${range.from} ${range.to} ${share}`;
    let part = this.#parts.get(name);
    if (!part) {
      const counts = [...this.categoryCounts({ range }).values()];
      const documents = Math.floor(share * counts.reduce((sum, count) => sum + count, 0));
      const last = this.#get<{ key: number }>(
        'select key from document where key between :from and :to order by key limit :limit offset :offset',
        { ...range, limit: Math.min(1, documents), offset: Math.max(0, documents - 1) },
      );
      part = { from: range.from, to: last?.key ?? range.from - 1 };
      this.#parts.set(name, part);
    }
    return part;
  }

  /** Returns the document of one row with a snippet of its body. */
  hit(key: number, relevance: number, expression: string | undefined): Hit | undefined {
    const columns = 'document.key, id, document.title, document.words, document.body, frequency';
    const row =
      expression === undefined
        ? this.#get<HitRow>(`select ${columns}, body as marked from document where key = :key`, { key })
        : this.#get<HitRow>(
            `select ${columns}, highlight(searchable, 2, '${MATCH_START}', '${MATCH_END}') as marked
             from searchable join document on document.key = searchable.rowid
             where searchable match :expression and searchable.rowid = :key`,
            { expression, key },
          );
    return row && { document: toDocument(row), relevance, snippet: snippetOf(row.marked) };
  }

  get(id: string): IndexedDocument | undefined {
    const row = this.#row(id);
    return row && toDocument(row);
  }

  /** Adds a document, or replaces the one with its id. */
  put(document: IndexedDocument): void {
    this.#transaction(() => {
      this.#removeRow(document.id);
      const highest = this.#get<{ sequence: number | null }>(
        `select max(key & ${SEQUENCE_LIMIT - 1}) as sequence from document`,
        {},
      );
      const key = documentKey(document.category, document.frequency, (highest?.sequence ?? -1) + 1);
      this.#insertRow(key, document);
      this.#run(
        'insert into searchable(rowid, title, words, body) select key, title, words, body from document where key = :key',
        { key },
      );
      this.#run(`${INSERT_WORDS} where document.key = :key`, { key });
    });
  }

  /** Removes the document with this id; returns false if there is none. */
  remove(id: string): boolean {
    return this.#transaction(() => this.#removeRow(id));
  }

  close(): void {
    this.#database.close();
  }

  #row(id: string): DocumentRow | undefined {
    return this.#get('select key, id, title, words, body, frequency from document where id = :id', { id });
  }

  #insertRow(key: number, { id, title, words, body, frequency }: IndexedDocument): void {
    this.#run('insert into document values (:key, :id, :title, :words, :body, :frequency)', {
      key,
      id,
      title,
      words: JSON.stringify(words),
      body,
      frequency,
    });
  }

  #removeRow(id: string): boolean {
    const row = this.#row(id);
    if (!row) return false;
    const { key, title, words, body } = row;
    // The index has no copy of the text, so a deletion must pass the indexed values.
    this.#run(
      `insert into searchable(searchable, rowid, title, words, body)
       values ('delete', :key, :title, :words, :body)`,
      { key, title, words, body },
    );
    this.#run('delete from word where key = :key and word in (select value from json_each(:words))', {
      key,
      words,
    });
    this.#run('delete from document where key = :key', { key });
    return true;
  }

  #transaction<Result>(act: () => Result): Result {
    this.#database.exec('begin immediate');
    this.#count = undefined;
    this.#parts.clear();
    try {
      const result = act();
      this.#database.exec('commit');
      return result;
    } catch (error) {
      this.#database.exec('rollback');
      throw error;
    }
  }

  #statement(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #all<Row>(sql: string, values: Record<string, string | number>): Row[] {
    return this.#statement(sql).all(values) as Row[];
  }

  #get<Row>(sql: string, values: Record<string, string | number>): Row | undefined {
    return this.#statement(sql).get(values) as Row | undefined;
  }

  #run(sql: string, values: Record<string, string | number>): void {
    this.#statement(sql).run(values);
  }
}

function toDocument({ key, id, title, words, body, frequency }: DocumentRow): IndexedDocument {
  const category = categoryAt(Math.floor(key / 2 ** CATEGORY_SHIFT));
  return { id, title, words: JSON.parse(words) as string[], category, body, frequency };
}
