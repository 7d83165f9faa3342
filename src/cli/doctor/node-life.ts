/** End of life of each Node.js release line: https://github.com/nodejs/release#release-schedule */
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
 * The warning about a version of Node.js on a date; `undefined` if it is maintained or not known yet.
 *
 * @param version such as `v20.19.0`
 */
export function nodeLife(version: string, at: Date): string | undefined {
  const major = Number(/^v?(\d+)/.exec(version)?.[1]);
  const end = endOfLife[major];
  if (end !== undefined) {
    return at > new Date(`${end}T23:59:59Z`)
      ? `past its end of life (${end}): it gets no security fixes; Footfall also runs on 22 and 24`
      : undefined;
  }
  return major < 20 ? 'too old: Footfall needs 20.19 or later' : undefined;
}
