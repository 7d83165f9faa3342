import { closeSync, openSync, writeFileSync } from 'node:fs';

/** Appends records to one NDJSON file. Each writer has a file of its own, so lines never interleave. */
export interface Writer<Entry> {
  /** Writes one line, at once: a crash loses at most what was never handed over. Throws when the disk is full. */
  append(entry: Entry): void;
  close(): void;
}

/** Opens `file` for appending; its folder must exist. */
export function openWriter<Entry>(file: string): Writer<Entry> {
  const descriptor = openSync(file, 'a');
  let open = true;
  return {
    append(entry) {
      if (open) writeFileSync(descriptor, `${JSON.stringify(entry)}\n`);
    },
    close() {
      if (open) closeSync(descriptor);
      open = false;
    },
  };
}
