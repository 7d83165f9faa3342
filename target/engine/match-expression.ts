/** Longer queries are cut here; the deepest expression FTS5 takes is 256 terms. */
const MOST_TERMS = 64;

/**
 * Turns what a person typed into an FTS5 expression: every word must be present.
 * Each word is quoted, so nothing typed can be read as FTS5 syntax. Without any word there is no expression.
 */
export function matchExpression(text: string): string | undefined {
  const words = text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu);
  // A word said twice asks for nothing more, but would be ranked twice.
  const distinct = words && [...new Set(words)].slice(0, MOST_TERMS);
  return distinct?.map((word) => `"${word}"`).join(' ');
}
