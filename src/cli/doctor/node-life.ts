/** Until when each line of Node.js is maintained: https://github.com/nodejs/release#release-schedule */
const endOfLife: Record<number, string> = {
  20: '2026-04-30',
  21: '2024-06-01',
  22: '2027-04-30',
  23: '2025-06-01',
  24: '2028-04-30',
  25: '2026-06-01',
  26: '2029-04-30',
};

/**
 * What is to be said about a version of Node.js at a time; `undefined` if it is still maintained.
 *
 * @param version such as `v20.19.0`
 */
export function nodeLife(version: string, at: Date): string | undefined {
  const major = Number(/^v?(\d+)/.exec(version)?.[1]);
  const end = endOfLife[major];
  if (end !== undefined) {
    return at > new Date(`${end}T23:59:59Z`)
      ? `past its end of life (${end}): it gets no security fixes; Footfall runs on 22 and 24 too`
      : undefined;
  }
  return major < 20 ? 'too old: Footfall needs 20.19 or later' : undefined;
}
