import os from 'node:os';

/** Measured with fifty workers and one shared browser. */
const BYTES_PER_USER = 0.18 * 2 ** 30;

/** How many users fit into the free memory. */
export function usersThatFit(): number {
  return Math.floor(os.freemem() / BYTES_PER_USER);
}
