import { VespaError } from '../vespa-error.ts';
import type { Tokens } from './tokens.ts';

export type FacetField = 'partOfSpeech' | 'category';

/** One list of values with their counts. */
export interface Grouping {
  field: FacetField;
  /** The largest number of values in the answer; Vespa's `grouping.defaultMaxGroups` is 10. */
  max: number;
}

const DEFAULT_MAX_GROUPS = 10;

/** A name that may be grouped and filtered by. */
export function facetField(name: string): FacetField {
  if (name === 'partOfSpeech' || name === 'category') return name;
  throw new VespaError('illegalQuery', `field "${name}" is no attribute; use partOfSpeech or category`);
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
