import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';

/** A log that grows faster is read no further: it must not take the memory of the run. */
const LIMIT_BYTES = 5_000_000;

/** How long a file is, to be read on from there; 0 while there is none, or nobody lets us look. */
export function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

/**
 * What was added to a file behind its first so many bytes. One that is shorter now was begun anew, and is read from its start.
 *
 * @throws when it cannot be read
 */
export function addedText(file: string, from: number): { text: string; isCut: boolean } {
  // Of a pipe that nobody writes to, opening and reading would wait for ever.
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw new Error('is no file');
    const { size } = status;
    const start = size < from ? 0 : from;
    const buffer = Buffer.alloc(Math.min(size - start, LIMIT_BYTES));
    const read = readSync(descriptor, buffer, 0, buffer.length, start);
    return { text: buffer.toString('utf8', 0, read), isCut: size - start > LIMIT_BYTES };
  } finally {
    closeSync(descriptor);
  }
}
