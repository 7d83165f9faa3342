import { Pool } from 'undici';
import { z } from 'zod';
import type { FacetValue } from '../api.ts';
import type { Asked } from '../asked.ts';

const CONNECTIONS = 32;
const TIMEOUT_S = 5;
/** There are 45 categories; without a limit, Vespa returns ten groups. */
const MOST_GROUPS = 50;

export interface EngineQuery {
  words: string[];
  /** The words as typed; documents with exactly this title or word come first. */
  exact: string;
  partOfSpeech?: string | undefined;
  category?: string | undefined;
  order: 'relevance' | 'title';
  hits: number;
  offset: number;
}

interface EngineHit {
  id: string;
  title: string;
  partOfSpeech: string;
  category: string;
  snippet: string;
}

export interface EngineAnswer {
  /** The engine stopped before it had searched all documents; the other fields hold what it had found by then. */
  isPartial: boolean;
  total: number;
  hits: EngineHit[];
  facets: { partOfSpeech: FacetValue[]; category: FacetValue[] };
}

const groupSchema = z.object({ value: z.string(), fields: z.object({ 'count()': z.number() }) });
const groupListSchema = z.object({ label: z.string(), children: z.array(groupSchema).default([]) });
const groupRootSchema = z.object({
  id: z.literal('group:root:0'),
  children: z.array(groupListSchema).default([]),
});
const hitSchema = z.object({
  fields: z.object({
    documentid: z.string(),
    title: z.string(),
    partOfSpeech: z.string(),
    category: z.string(),
    body: z.string().default(''),
  }),
});
const answerSchema = z.object({
  root: z.object({
    fields: z.object({ totalCount: z.number() }),
    coverage: z.object({ full: z.boolean(), documents: z.number() }).optional(),
    errors: z.array(z.object({ summary: z.string(), message: z.string().optional() })).optional(),
    children: z.array(z.union([groupRootSchema, hitSchema])).default([]),
  }),
});

/** Returns the words of a text; all other characters are dropped, since they could be read as query syntax. */
export const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];

/** Queries Vespa, or the embedded engine, which has the same query API. */
export class EngineClient {
  readonly #origin: string;
  readonly #pool: Pool;

  constructor(url: string) {
    this.#origin = new URL(url).origin;
    this.#pool = new Pool(this.#origin, {
      connections: CONNECTIONS,
      headersTimeout: (TIMEOUT_S + 1) * 1000,
      bodyTimeout: (TIMEOUT_S + 1) * 1000,
    });
  }

  /** Searches on behalf of one request, and records the query in `asked`. */
  async search(query: EngineQuery, traceparent: string | undefined, asked: Asked): Promise<EngineAnswer> {
    const { root } = await this.#ask(
      {
        yql: yqlOf(query),
        query: query.words.join(' '),
        'model.type': 'all',
        // Language detection is unreliable for a few words, which would then be stemmed differently from documents.
        'model.language': 'en',
        hits: String(query.hits),
        offset: String(query.offset),
      },
      traceparent,
      asked,
    );
    const groups = root.children.flatMap((child) => ('id' in child ? child.children : []));
    const facet = (label: string): FacetValue[] =>
      groups
        .filter((list) => list.label === label)
        .flatMap((list) => list.children.map(({ value, fields }) => ({ value, count: fields['count()'] })));
    return {
      // After a soft time-out, Vespa responds with status 200 and only part of the matches.
      isPartial: root.coverage?.full === false,
      total: root.fields.totalCount,
      hits: root.children.flatMap((child) => ('fields' in child ? [hitOf(child)] : [])),
      facets: { partOfSpeech: facet('partOfSpeech'), category: facet('category') },
    };
  }

  /** Returns the number of documents in the engine. */
  async countDocuments(): Promise<number> {
    const { root } = await this.#ask({
      yql: 'select * from synset where true',
      hits: '0',
      ranking: 'unranked',
    });
    return root.coverage?.documents ?? root.fields.totalCount;
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  async #ask(
    parameters: Record<string, string>,
    traceparent?: string,
    asked?: Asked,
  ): Promise<z.infer<typeof answerSchema>> {
    const path = `/search/?${new URLSearchParams({ ...parameters, timeout: `${TIMEOUT_S}s` })}`;
    const startedMs = performance.now();
    const { statusCode, text } = await this.#get(path, traceparent).finally(() =>
      asked?.engine.push({ url: this.#origin + path, durationMs: performance.now() - startedMs }),
    );
    if (statusCode !== 200) throw new Error(`status ${statusCode}: ${text.slice(0, 200)}`);
    const answer = answerSchema.parse(JSON.parse(text));
    const { errors } = answer.root;
    if (errors?.length) throw new Error(errors.map(({ summary, message }) => message ?? summary).join('; '));
    return answer;
  }

  async #get(path: string, traceparent?: string): Promise<{ statusCode: number; text: string }> {
    const headers = traceparent ? { traceparent } : {};
    const { statusCode, body } = await this.#pool.request({ method: 'GET', path, headers });
    return { statusCode, text: await body.text() };
  }
}

const quoted = (text: string): string => JSON.stringify(text);

function yqlOf({ words, exact, partOfSpeech, category, order }: EngineQuery): string {
  const conditions = [
    ...(words.length > 0
      ? [`rank(userQuery(), exactTitle contains ${quoted(exact)}, exactWords contains ${quoted(exact)})`]
      : []),
    ...(partOfSpeech ? [`partOfSpeech contains ${quoted(partOfSpeech)}`] : []),
    ...(category ? [`category contains ${quoted(category)}`] : []),
  ];
  const where = conditions.length > 0 ? conditions.join(' and ') : 'true';
  const sorted = order === 'title' ? ' order by title asc' : '';
  const facets = ['partOfSpeech', 'category']
    .map((field) => `all(group(${field}) max(${MOST_GROUPS}) order(-count()) each(output(count())))`)
    .join(' ');
  return `select documentid, title, partOfSpeech, category, body from synset where ${where}${sorted} | all(${facets})`;
}

function hitOf({ fields }: z.infer<typeof hitSchema>): EngineHit {
  const { documentid, body: snippet, ...rest } = fields;
  return { id: documentid.slice(documentid.lastIndexOf(':') + 1), snippet, ...rest };
}
