import { readFileSync } from 'node:fs';

/** A file's text; undefined when it is not there or may not be read. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
