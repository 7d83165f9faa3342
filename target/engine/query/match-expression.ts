/** Longer queries are truncated; FTS5 accepts expressions of at most 256 terms. */
const MOST_TERMS = 64;

/** Returns the words of a typed text in lower case. Drops duplicates, which would count twice in ranking. */
export function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu);
  return [...new Set(words)].slice(0, MOST_TERMS);
}

/**
 * The FTS5 expression for documents that contain every word. Each word is quoted, so that typed text is never read as
 * FTS5 syntax. `undefined` if there are no words.
 */
export function allOf(words: string[]): string | undefined {
  return words.length === 0 ? undefined : words.map((word) => `"${word}"`).join(' ');
}

/** The FTS5 expression for a typed text. */
export const matchExpression = (text: string): string | undefined => allOf(wordsOf(text));
