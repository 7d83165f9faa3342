import { findJsonError } from './json-error.ts';

/**
 * Parses a file's text as JSON, or reports the first syntax error: with the file, the position and what was
 * expected there.
 */
export function readJson(
  file: string,
  text: string,
): { content: unknown; problem?: undefined } | { content?: undefined; problem: string } {
  const broken = findJsonError(text.replace(/^\uFEFF/, ' '));
  if (broken === undefined) return { content: JSON.parse(text.replace(/^\uFEFF/, '')) };
  const { line, column, expected } = broken;
  return { problem: `${file}:${line}:${column}: invalid JSON; expected ${expected}` };
}
