import os from 'node:os';

/** Measured for fifty workers and one shared browser. */
const BYTES_PER_USER = 0.18 * 2 ** 30;

/** How many users the memory that is free now has room for. */
export function usersThatFit(): number {
  return Math.floor(os.freemem() / BYTES_PER_USER);
}
