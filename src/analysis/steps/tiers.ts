import type { RequestSample } from '../../sample/sample.ts';

/** The `Server-Timing` entries that span the server's whole work, the other entries included: `wp-total` and Rails' own too. */
const wholes = /^(app|total)$|[-_.]total$|^process_action\b/i;

const isWhole = (name: string) => wholes.test(name);

export function isServerTimed({ serverTimingMs }: RequestSample): boolean {
  return Object.keys(serverTimingMs).length > 0;
}

/** Whether it tells its whole work, so that the rest is the network's. */
export function isWhollyTimed({ serverTimingMs }: RequestSample): boolean {
  return Object.keys(serverTimingMs).some(isWhole);
}

/**
 * The server's time by tier. `app`, which some call `total`, contains what it waited for the other tiers, so its own time
 * is the rest. Without it the entries are taken to follow each other. Tiers that worked side by side can add up to more
 * than the time there was: then each keeps its share of it.
 *
 * @param timing durations by `Server-Timing` name
 * @param availableMs from the request on its way to the first byte of the answer
 * @returns at most `availableMs` together; the rest is the network's, and untold work of the server where it told only parts
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
