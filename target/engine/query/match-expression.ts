/** Longer queries are cut here; the deepest expression FTS5 takes is 256 terms. */
const MOST_TERMS = 64;

/** The words of what a person typed, in lower case. A word said twice asks for nothing more, but would be ranked twice. */
export function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu);
  return [...new Set(words)].slice(0, MOST_TERMS);
}

/**
 * The FTS5 expression for documents in which every word is present. Each word is quoted, so nothing typed can be read
 * as FTS5 syntax. Without any word there is no expression.
 */
export function allOf(words: string[]): string | undefined {
  return words.length === 0 ? undefined : words.map((word) => `"${word}"`).join(' ');
}

/** The FTS5 expression for what a person typed. */
export const matchExpression = (text: string): string | undefined => allOf(wordsOf(text));
