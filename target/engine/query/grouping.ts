import { VespaError } from '../vespa-error.ts';
import type { Tokens } from './tokens.ts';

export type FacetField = 'partOfSpeech' | 'category';

/** A request for the values of one field with their counts. */
export interface Grouping {
  field: FacetField;
  /** The maximum number of values in the response; Vespa's `grouping.defaultMaxGroups` is 10. */
  max: number;
}

const DEFAULT_MAX_GROUPS = 10;

/** Checks that a field can be used for grouping and filtering. */
export function facetField(name: string): FacetField {
  if (name === 'partOfSpeech' || name === 'category') return name;
  throw new VespaError('illegalQuery', `field "${name}" is not an attribute; use partOfSpeech or category`);
}

/**
 * Reads the part of Vespa's grouping language that counts values:
 *
 *     grouping := "all(" ( grouping+ | "group(" field ")" [ "max(" n ")" ] [ "order(-count())" ] "each(output(count()))" ) ")"
 *
 * Reference: https://docs.vespa.ai/en/reference/querying/grouping-language.html
 */
export function parseGrouping(tokens: Tokens): Grouping[] {
  tokens.expect('all', '(');
  if (tokens.peek() === 'all') {
    const groupings: Grouping[] = [];
    while (tokens.peek() === 'all') groupings.push(...parseGrouping(tokens));
    tokens.expect(')');
    return groupings;
  }
  tokens.expect('group', '(');
  const field = facetField(tokens.next());
  tokens.expect(')');
  let max = DEFAULT_MAX_GROUPS;
  if (tokens.accept('max')) {
    tokens.expect('(');
    max = tokens.integer();
    tokens.expect(')');
  }
  if (tokens.accept('order')) tokens.expect('(', '-', 'count', '(', ')', ')');
  tokens.expect('each', '(', 'output', '(', 'count', '(', ')', ')', ')', ')');
  return [{ field, max }];
}
