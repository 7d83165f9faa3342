import type { RequestSample } from '../sample/sample.ts';

/** The `Server-Timing` entries that span the server's whole work, the other entries included. */
const wholes: readonly string[] = ['app', 'total'];

export function isServerTimed({ serverTimingMs }: RequestSample): boolean {
  return Object.keys(serverTimingMs).length > 0;
}

/**
 * The server's time by tier. `app`, which some call `total`, contains what it waited for the other tiers, so its own time
 * is the rest. Without it the entries are taken to follow each other. Tiers that worked side by side can add up to more
 * than the time there was: then each keeps its share of it.
 *
 * @param timing durations by `Server-Timing` name
 * @param availableMs from the request on its way to the first byte of the answer
 * @returns at most `availableMs` together; the rest is the network's
 */
export function tiersMs(timing: Record<string, number>, availableMs: number): [name: string, ms: number][] {
  const entries = Object.entries(timing);
  const tiers = entries.filter(([name]) => !wholes.includes(name));
  const wholeMs = entries.filter(([name]) => wholes.includes(name)).map(([, ms]) => ms);
  const waitedMs = tiers.reduce((sum, [, ms]) => sum + ms, 0);
  const totalMs = Math.max(waitedMs, ...wholeMs);
  const scale = totalMs > availableMs ? availableMs / totalMs : 1;
  return [
    ...(wholeMs.length > 0 ? [['app', (totalMs - waitedMs) * scale] as [string, number]] : []),
    ...tiers.map(([name, ms]) => [name, ms * scale] as [string, number]),
  ];
}
