import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file atomically: in full or not at all. */
export function writeWhole(file: string, content: string): void {
  writeFileSync(`${file}.part`, content);
  renameSync(`${file}.part`, file);
}
