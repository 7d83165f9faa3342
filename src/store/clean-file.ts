import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { cleanForeign, cleanText } from './clean.ts';
import { writeWhole } from './write-whole.ts';
import { unzipped, zipped } from './zip.ts';

const pictures = new Set(['.png', '.jpg', '.jpeg', '.webp', '.gif', '.webm', '.woff', '.woff2']);
/** A JSON value in each line: the parts of Playwright's traces, for example. */
const linesOfJson = new Set(['.ndjson', '.jsonl', '.trace', '.network', '.stacks']);

/** Cleans a file that another program wrote. Pictures stay as they are. */
export function cleanFile(file: string): void {
  const before = readFileSync(file);
  const after = cleanContent(file, before);
  if (after !== before) writeWhole(file, after);
}

function cleanContent(name: string, content: Buffer): Buffer {
  const ending = extname(name).toLowerCase();
  if (pictures.has(ending)) return content;
  if (ending === '.zip')
    return zipped(
      unzipped(content).map((inside) => ({
        name: inside.name,
        content: cleanContent(inside.name, inside.content),
      })),
    );
  const text = content.toString('utf8');
  if (ending === '.json') return Buffer.from(cleanJsonText(text));
  if (linesOfJson.has(ending)) return Buffer.from(text.split('\n').map(cleanJsonText).join('\n'));
  return Buffer.from(cleanText(text));
}

/** A file that is cut off is no JSON. */
function cleanJsonText(text: string): string {
  try {
    return text.trim() === '' ? text : cleanForeign(text);
  } catch {
    return cleanText(text);
  }
}
