import { readFileSync } from 'node:fs';

/** A file's text; `undefined` if it does not exist or cannot be read. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
