import { closeSync, openSync, readSync } from 'node:fs';

const newline = 0x0a;

/**
 * The non-empty lines of a file with their line numbers, starting at 1. Holds one chunk and one line in
 * memory, not the whole file.
 */
export function* linesOf(file: string, chunkBytes = 2 ** 20): Generator<[number: number, line: string]> {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    /** Start of the line that the last chunk cut off. */
    let begun: Buffer[] = [];
    let number = 1;
    for (let size = readSync(descriptor, chunk); size > 0; size = readSync(descriptor, chunk)) {
      const read = chunk.subarray(0, size);
      let from = 0;
      for (let to = read.indexOf(newline); to >= 0; to = read.indexOf(newline, from)) {
        const line = textOf(begun, read.subarray(from, to));
        begun = [];
        if (line !== '') yield [number, line];
        number += 1;
        from = to + 1;
      }
      // The next read overwrites the chunk, so copy the rest of it.
      if (from < size) begun.push(Buffer.from(read.subarray(from)));
    }
    if (begun.length > 0) yield [number, Buffer.concat(begun).toString('utf8')];
  } finally {
    closeSync(descriptor);
  }
}

const textOf = (begun: Buffer[], rest: Buffer) =>
  (begun.length === 0 ? rest : Buffer.concat([...begun, rest])).toString('utf8');
