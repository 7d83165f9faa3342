import type { RequestSample } from '../../sample/sample.ts';

/**
 * The `Server-Timing` entries that cover the server's whole work, including the other entries; also
 * `wp-total` and the one of Rails.
 */
const wholes = /^(app|total)$|[-_.]total$|^process_action\b/i;

const isWhole = (name: string) => wholes.test(name);

export function isServerTimed({ serverTimingMs }: RequestSample): boolean {
  return Object.keys(serverTimingMs).length > 0;
}

/** Whether the server reports the time of its whole work, so that the rest is network time. */
export function isWhollyTimed({ serverTimingMs }: RequestSample): boolean {
  return Object.keys(serverTimingMs).some(isWhole);
}

/**
 * The server's time by tier. `app`, sometimes called `total`, includes the time spent waiting for the other
 * tiers, so its own time is the rest. Without it, the entries are assumed to be sequential. Tiers that worked
 * in parallel can add up to more than the available time: then each is scaled down proportionally.
 *
 * @param timing durations by `Server-Timing` name
 * @param availableMs from sending the request to the first byte of the response
 * @returns at most `availableMs` together; the rest is network time, plus unreported work of the server if it
 *   reports only parts
 */
export function tiersMs(timing: Record<string, number>, availableMs: number): [name: string, ms: number][] {
  const entries = Object.entries(timing);
  const tiers = entries.filter(([name]) => !isWhole(name));
  const wholeMs = entries.filter(([name]) => isWhole(name)).map(([, ms]) => ms);
  const waitedMs = tiers.reduce((sum, [, ms]) => sum + ms, 0);
  const totalMs = Math.max(waitedMs, ...wholeMs);
  const scale = totalMs > availableMs ? availableMs / totalMs : 1;
  return [
    ...(wholeMs.length > 0 ? [['app', (totalMs - waitedMs) * scale] as [string, number]] : []),
    ...tiers.map(([name, ms]) => [name, ms * scale] as [string, number]),
  ];
}
