import { type FacetField, facetField, type Grouping, parseGrouping } from './grouping.ts';
import { Tokens } from './tokens.ts';

/** A query in the subset of YQL that the engine supports. */
export interface Yql {
  /** Whether the text of the `query` parameter must match. */
  userQuery: boolean;
  /** Documents with exactly this title or word come first. */
  exact?: string;
  filters: { field: FacetField; value: string }[];
  order: 'relevance' | 'title';
  groupings: Grouping[];
}

/**
 * Parses the subset of YQL that the server uses:
 *
 *     yql       := "select" fields "from" name+ "where" condition [ "order by title" [ "asc" ] ] [ "|" grouping ] [ ";" ]
 *     condition := part { "and" part }
 *     part      := "true" | userQuery | ranked | field "contains" string | "(" condition ")"
 *     userQuery := "userQuery()"
 *     ranked    := "rank(" userQuery "," "exactTitle contains" string "," "exactWords contains" string ")"
 *
 * Reference: https://docs.vespa.ai/en/reference/querying/yql.html
 */
export function parseYql(text: string): Yql {
  const tokens = new Tokens(text);
  const yql: Yql = { userQuery: false, filters: [], order: 'relevance', groupings: [] };
  tokens.expect('select');
  do tokens.next();
  while (tokens.accept(','));
  tokens.expect('from');
  if (tokens.accept('sources')) tokens.expect('*');
  else tokens.next();
  tokens.expect('where');
  parseCondition(tokens, yql);
  if (tokens.accept('order')) {
    tokens.expect('by', 'title');
    tokens.accept('asc');
    yql.order = 'title';
  }
  if (tokens.accept('|')) yql.groupings = parseGrouping(tokens);
  tokens.accept(';');
  if (tokens.peek() !== undefined) tokens.refuse('the end of the query');
  return yql;
}

function parseCondition(tokens: Tokens, yql: Yql): void {
  do parsePart(tokens, yql);
  while (tokens.accept('and'));
}

function parsePart(tokens: Tokens, yql: Yql): void {
  if (tokens.accept('(')) {
    parseCondition(tokens, yql);
    tokens.expect(')');
  } else if (tokens.peek() === 'userQuery') {
    parseUserQuery(tokens, yql);
  } else if (tokens.accept('rank')) {
    parseRanked(tokens, yql);
  } else if (!tokens.accept('true')) {
    const field = facetField(tokens.next());
    tokens.expect('contains');
    yql.filters.push({ field, value: tokens.string() });
  }
}

function parseUserQuery(tokens: Tokens, yql: Yql): void {
  tokens.expect('userQuery', '(', ')');
  yql.userQuery = true;
}

/** Operands after the first affect only ranking; both must contain the same text. */
function parseRanked(tokens: Tokens, yql: Yql): void {
  tokens.expect('(');
  parseUserQuery(tokens, yql);
  tokens.expect(',', 'exactTitle', 'contains');
  yql.exact = tokens.string();
  tokens.expect(',', 'exactWords', 'contains');
  if (tokens.string() !== yql.exact) tokens.refuse('the same text for exactTitle and exactWords');
  tokens.expect(')');
}
