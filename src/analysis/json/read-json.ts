import { findJsonError } from './json-error.ts';

/** A file's text as what it holds, or where it is broken: with the file, the line and what should stand there. */
export function readJson(
  file: string,
  text: string,
): { content: unknown; problem?: undefined } | { content?: undefined; problem: string } {
  const broken = findJsonError(text.replace(/^\uFEFF/, ' '));
  if (broken === undefined) return { content: JSON.parse(text.replace(/^\uFEFF/, '')) };
  const { line, column, expected } = broken;
  return { problem: `${file}:${line}:${column}: broken JSON; ${expected} should stand here` };
}
