import { isAnother, type PageInterval } from './known-metrics.ts';

/** Detects several processes that answer in turn at one address, as behind a load balancer. */
export interface ProcessTurns {
  /** The next interval of the address. */
  see(interval: PageInterval): void;
  areSeveral(): boolean;
}

/** If processes do not report their start time, the first change counts as a restart. */
export function processTurns(): ProcessTurns {
  const left = new Set<number>();
  let withoutStartTime = 0;
  let several = false;
  return {
    see(interval) {
      if (!isAnother(interval)) return;
      const { before, after } = interval;
      if (before.startedAt !== undefined && before.startedAt === after.startedAt) return;
      if (before.startedAt !== undefined) left.add(before.startedAt);
      if (after.startedAt === undefined) withoutStartTime += 1;
      // A process that has restarted never reports its old start time again.
      several ||= withoutStartTime > 1 || (after.startedAt !== undefined && left.has(after.startedAt));
    },
    areSeveral: () => several,
  };
}
