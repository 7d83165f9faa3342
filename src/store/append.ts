import { closeSync, openSync, writeSync } from 'node:fs';
import { basename } from 'node:path';

/** Appends records to one NDJSON file. Each writer has a file of its own, so lines never interleave. */
export interface Writer<Entry> {
  /**
   * Writes one line, at once: a crash loses at most what was never handed over. A line that the disk does not take is kept
   * and tried again, in order, with the next one.
   */
  append(entry: Entry): void;
  /** Tries once more what is still waiting. Throws when it is lost for good. */
  close(): void;
}

const isFull = new Set<string | undefined>(['ENOSPC', 'EDQUOT']);

/** Every writer of a process meets the same disk. */
let toldOfTrouble = false;

/** Opens `file` for appending; its folder must exist. */
export function openWriter<Entry>(file: string): Writer<Entry> {
  const descriptor = openSync(file, 'a');
  const waiting: string[] = [];
  let open = true;
  let torn = false;
  let trouble = '';

  function writeOut() {
    try {
      for (let line = waiting[0]; line !== undefined; line = waiting[0]) {
        // What a failed write left behind is ended, not continued: readers tell it from a whole line.
        writeAll(descriptor, `${torn ? '\n' : ''}${line}\n`);
        torn = false;
        waiting.shift();
      }
    } catch (error) {
      torn = true;
      trouble = troubleOf(error as NodeJS.ErrnoException);
      if (!toldOfTrouble)
        console.error(`${trouble}; what was measured is kept in memory until there is room`);
      toldOfTrouble = true;
    }
  }

  return {
    append(entry) {
      if (!open) return;
      waiting.push(JSON.stringify(entry));
      writeOut();
    },
    close() {
      if (!open) return;
      open = false;
      writeOut();
      closeSync(descriptor);
      if (waiting.length > 0) {
        const lines = waiting.length === 1 ? 'line was' : 'lines were';
        throw new Error(`${basename(file)}: ${waiting.length} ${lines} lost, for ${trouble}`);
      }
    },
  };
}

/** A disk that is nearly full takes a part of a line. */
function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
}

function troubleOf({ code, message }: NodeJS.ErrnoException): string {
  return isFull.has(code) ? `the disk is full (${code})` : `the disk cannot be written (${message})`;
}
