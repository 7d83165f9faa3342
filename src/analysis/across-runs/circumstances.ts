import type { Baseline } from '../../sample/baseline.ts';
import type { Machine } from '../../sample/environment.ts';
import type { Run } from '../../sample/run.ts';
import { formatBytes } from '../../words/units.ts';

/** What times depend on, apart from the product. */
export interface Circumstances {
  /** Browser version. */
  browser: string;
  machine: Machine;
  footfall: string;
}

/** What else the times of a run depend on. */
export interface Conditions extends Circumstances {
  /** As in samples: `800×600`. */
  viewport: string;
  workload: string;
  users: number;
}

/** The kernel reserves some memory for itself, and not always the same amount. */
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

const named = (name: string, before: string | number, after: string | number) =>
  before === after ? [] : [`${name} ${before} → ${after}`];

/**
 * The differences, each as `browser 155.0 → 156.0`. Times before and after any of them cannot be compared.
 */
export function circumstanceChanges(then: Circumstances, now: Circumstances): string[] {
  return [
    ...named('browser', then.browser, now.browser),
    ...machineChanges(then.machine, now.machine),
    ...named('Footfall', then.footfall, now.footfall),
  ];
}

/** The same for two runs, including differences in their configuration. */
export function conditionChanges(then: Conditions, now: Conditions): string[] {
  return [
    ...circumstanceChanges(then, now),
    ...named('viewport', then.viewport, now.viewport),
    ...named('workload', then.workload, now.workload),
    ...named('users', then.users, now.users),
  ];
}

export function conditionsOf({ browser, environment, footfall, workload }: Run): Conditions {
  const { width, height } = workload.viewport;
  return {
    browser: browser.version,
    machine: environment,
    footfall,
    viewport: `${width}×${height}`,
    workload: workload.name,
    users: workload.users,
  };
}

export function conditionsOfBaseline({ browser, machine, footfall, viewport, run }: Baseline): Conditions {
  const { workload, users } = run;
  return { browser: browser.version, machine, footfall, viewport, workload, users };
}
