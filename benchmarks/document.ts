import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const END = '<!-- end -->';

/** A table in Markdown. */
export const markdownTable = (heads: string[], rows: string[][]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/**
 * Puts a result into a document, in the place that names the command which makes it.
 *
 * @param file under docs/
 * @param script the name of the npm script
 */
export function writeIntoDocument(file: string, script: string, text: string): void {
  const path = join(import.meta.dirname, '../docs', file);
  const start = `<!-- made by npm run ${script} -- --write -->`;
  const [before = '', rest] = readFileSync(path, 'utf8').split(start);
  if (rest === undefined) throw new Error(`docs/${file} has no place for it: ${start}`);
  const after = rest.slice(rest.indexOf(END));
  writeFileSync(path, `${before}${start}\n\n${text}\n\n${after}`);
}
