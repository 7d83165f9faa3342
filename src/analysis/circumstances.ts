import type { Machine } from '../sample/environment.ts';
import { formatBytes } from '../sample/units.ts';

/** What times depend on besides the product. */
export interface Circumstances {
  /** Version of the browser. */
  browser: string;
  machine: Machine;
  footfall: string;
}

/** The kernel keeps some memory for itself, not always as much. */
const memoryTolerance = 0.05;

function machineChanges(then: Machine, now: Machine): string[] {
  const changes: string[] = [];
  if (then.cpuModel !== now.cpuModel) changes.push(`CPU ${then.cpuModel} → ${now.cpuModel}`);
  if (then.cores !== now.cores) changes.push(`cores ${then.cores} → ${now.cores}`);
  if (Math.abs(then.memoryBytes - now.memoryBytes) > memoryTolerance * then.memoryBytes) {
    changes.push(`memory ${formatBytes(then.memoryBytes)} → ${formatBytes(now.memoryBytes)}`);
  }
  return changes;
}

/** What is different, each as `browser 155.0 → 156.0`. Times do not compare across any of it. */
export function circumstanceChanges(then: Circumstances, now: Circumstances): string[] {
  const named = (name: string, before: string, after: string) =>
    before === after ? [] : [`${name} ${before} → ${after}`];
  return [
    ...named('browser', then.browser, now.browser),
    ...machineChanges(then.machine, now.machine),
    ...named('Footfall', then.footfall, now.footfall),
  ];
}
