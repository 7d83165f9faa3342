/** One comparison in a plan's filter. */
export interface Condition {
  /** A column, or a function of one, as an index would name it. */
  of: string;
  operator: string;
  /** The other side, as in the plan. */
  value: string;
}

const operators = /\s(=|<>|<=|>=|<|>|~~\*|~~|!~~\*|!~~|~\*|~|~>=~|~<=~|~>~|~<~|@@|@>|<@|%)\s/g;

/** Comparisons that a B-tree index supports: https://www.postgresql.org/docs/current/indexes-types.html */
const ordered = ['=', '<', '>', '<=', '>=', '~>=~', '~<=~', '~>~', '~<~'];
const patterns = ['~~', '~~*', '~', '~*'];

export const isOrdered = ({ operator }: Condition): boolean => ordered.includes(operator);

export const isPattern = ({ operator }: Condition): boolean => patterns.includes(operator);

/** Whether a pattern has no fixed prefix, so that no sorted index supports it; undefined if the plan does not show it. */
export function beginsWithAnything({ operator, value }: Condition): boolean | undefined {
  const text = /^\(*'((?:[^']|'')*)'/.exec(value)?.[1];
  if (text === undefined) return undefined;
  return operator.startsWith('~~') ? /^[%_]/.test(text) : !text.startsWith('^');
}

/**
 * The comparisons in a filter as PostgreSQL writes it: `((from_id = 'n1'::text) AND ("position" > 3))`. Comparisons that cannot
 * be parsed are left out.
 */
export function conditionsOf(filter: string): Condition[] {
  // Quoted text can contain anything; the replacement has the same length, so that positions stay valid.
  const bare = filter.replace(/'(?:[^']|'')*'/g, (text) => `'${'_'.repeat(text.length - 2)}'`);
  return [...bare.matchAll(operators)].flatMap(({ index, 0: found, 1: operator = '' }) => {
    const of = cleaned(bare.slice(openingBefore(bare, index), index));
    const from = index + found.length;
    const value = filter.slice(from, closingAfter(bare, from)).trim();
    return of === undefined || value === '' ? [] : [{ of, operator, value }];
  });
}

/** Whether a row can pass a filter although it fails one of its comparisons. */
export function hasAlternatives(filter: string): boolean {
  return /\sOR\s/.test(filter.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, '_'));
}

/** The position after the bracket that opens around a place. */
function openingBefore(text: string, place: number): number {
  let depth = 0;
  for (let at = place - 1; at >= 0; at -= 1) {
    if (text[at] === ')') depth += 1;
    if (text[at] === '(') {
      if (depth === 0) return at + 1;
      depth -= 1;
    }
  }
  return 0;
}

function closingAfter(text: string, place: number): number {
  let depth = 0;
  for (let at = place; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return text.length;
}

const name = String.raw`(?:"[^"]+"|[a-z_]\w*)`;
const isColumn = new RegExp(`^${name}$`, 'i');
const isCall = new RegExp(`^${name}\\([^']*\\)$`, 'i');

/** Without casts, brackets and the table name; undefined if it is neither a column nor a function of one. */
function cleaned(side: string): string | undefined {
  let text = side.trim();
  for (let before = ''; before !== text; ) {
    before = text;
    text = text
      .replace(/::[a-z_ ]+(\(\d+\))?(\[\])?$/i, '')
      .replace(/^\(([^()]*)\)$/, '$1')
      .replace(new RegExp(`^${name}\\.(?=${name}$)`, 'i'), '')
      .trim();
  }
  return isColumn.test(text) || isCall.test(text) ? text : undefined;
}
