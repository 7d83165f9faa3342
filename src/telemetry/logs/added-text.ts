import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';

/** A log that grows by more is not read further, so that it does not use up the run's memory. */
const LIMIT_BYTES = 5_000_000;

/** Length of a file, from which to continue reading later; 0 if it does not exist or is not accessible. */
export function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

/**
 * The text after the first `from` bytes of a file. A file that is shorter now was truncated or replaced, and
 * is read from its start.
 *
 * @throws if it cannot be read
 */
export function addedText(file: string, from: number): { text: string; isCut: boolean } {
  // Opening and reading a pipe without a writer would block forever.
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw new Error('is not a file');
    const { size } = status;
    const start = size < from ? 0 : from;
    const buffer = Buffer.alloc(Math.min(size - start, LIMIT_BYTES));
    const read = readSync(descriptor, buffer, 0, buffer.length, start);
    return { text: buffer.toString('utf8', 0, read), isCut: size - start > LIMIT_BYTES };
  } finally {
    closeSync(descriptor);
  }
}
