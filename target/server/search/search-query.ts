import { z } from 'zod';
import { CATEGORIES, partOfSpeechOf } from '../../data/lexicographer-files.ts';

const LONGEST_QUERY = 200;
/** A later page would exceed the engine's highest offset, 1,000. */
const LAST_PAGE = 100;

const PARTS_OF_SPEECH = ['noun', 'verb', 'adjective', 'adverb'] as const;

/** The text a user typed: control characters are not part of any word, and PostgreSQL rejects some. */
const queryText = z
  .string('q may be given only once')
  .max(LONGEST_QUERY, `q may have at most ${LONGEST_QUERY} characters`)
  .transform((text) => text.replace(/[\u0000-\u001f\u007f]/g, ' ').trim());

/** HTML forms send an unused filter as an empty string. */
const emptyIsAbsent = (value: unknown): unknown => (value === '' ? undefined : value);

const searchQuerySchema = z.object({
  q: queryText.default(''),
  pos: z.preprocess(
    emptyIsAbsent,
    z.enum(PARTS_OF_SPEECH, `pos must be one of ${PARTS_OF_SPEECH.join(', ')}`).optional(),
  ),
  category: z.preprocess(
    emptyIsAbsent,
    z.enum(CATEGORIES, 'category must be a lexicographer file such as noun.animal').optional(),
  ),
  page: z
    .string()
    .regex(/^[1-9]\d*$/, `page must be a whole number from 1 to ${LAST_PAGE}`)
    .transform(Number)
    .refine((page) => page <= LAST_PAGE, `page must be a whole number from 1 to ${LAST_PAGE}`)
    .default(1),
  sort: z.enum(['relevance', 'title'], 'sort must be relevance or title').default('relevance'),
});

/** A search as given in the URL. */
export type SearchQuery = z.infer<typeof searchQuerySchema>;

/** Input that the user can correct; the response has status 400. */
export class BadRequest extends Error {}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new BadRequest(parsed.error.issues.map(({ message }) => message).join('; '));
}

export function parseSearchQuery(input: unknown): SearchQuery {
  const query = parse(searchQuerySchema, input);
  if (query.pos && query.category && partOfSpeechOf(query.category) !== query.pos) {
    throw new BadRequest(
      `category ${query.category} contains no ${query.pos}s; remove one of the two filters`,
    );
  }
  return query;
}

export function parseSuggestQuery(input: unknown): string {
  return parse(z.object({ q: queryText.default('') }), input).q;
}
