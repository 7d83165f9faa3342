import { closeSync, openSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { cleanLine } from './clean.ts';

/** Appends records to one NDJSON file. Each writer has a file of its own, so lines never interleave. */
export interface Writer<Entry> {
  /**
   * Writes one line immediately: a crash loses only entries that were never appended. A line that cannot be
   * written is kept and retried, in order, with the next one.
   */
  append(entry: Entry): void;
  /** Retries the waiting lines once more. Throws if they are lost. */
  close(): void;
}

const isFull = new Set<string | undefined>(['ENOSPC', 'EDQUOT']);

/** All writers of a process use the same disk and may hit the same problem: print it once. */
let hasPrintedProblem = false;

/** Opens `file` for appending; its folder must exist. */
export function openWriter<Entry>(file: string): Writer<Entry> {
  const descriptor = openSync(file, 'a');
  const waiting: string[] = [];
  let open = true;
  let torn = false;
  let problem = '';

  function writeOut() {
    try {
      for (let line = waiting[0]; line !== undefined; line = waiting[0]) {
        // Terminate what a failed write left behind, do not continue it: readers can then recognise the
        // partial line.
        writeAll(descriptor, `${torn ? '\n' : ''}${line}\n`);
        torn = false;
        waiting.shift();
      }
    } catch (error) {
      torn = true;
      problem = problemOf(error as NodeJS.ErrnoException);
      if (!hasPrintedProblem)
        console.error(`${problem}; measurements are kept in memory until they can be written`);
      hasPrintedProblem = true;
    }
  }

  return {
    append(entry) {
      if (!open) return;
      waiting.push(cleanLine(entry));
      writeOut();
    },
    close() {
      if (!open) return;
      open = false;
      writeOut();
      closeSync(descriptor);
      if (waiting.length > 0) {
        const lines = waiting.length === 1 ? 'line was' : 'lines were';
        throw new Error(`${basename(file)}: ${waiting.length} ${lines} lost: ${problem}`);
      }
    },
  };
}

/** A nearly full disk may accept only part of a line. */
function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
}

function problemOf({ code, message }: NodeJS.ErrnoException): string {
  return isFull.has(code) ? `the disk is full (${code})` : `the disk cannot be written to (${message})`;
}
