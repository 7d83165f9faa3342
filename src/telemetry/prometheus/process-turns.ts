import { isAnother, type PageInterval } from './known-metrics.ts';

/** Notices when several processes answer at one address in turn, as they do behind a load balancer. */
export interface ProcessTurns {
  /** The next interval of the address. */
  see(interval: PageInterval): void;
  areSeveral(): boolean;
}

/** Of processes that do not tell when they began, the first change is taken for one that started anew. */
export function processTurns(): ProcessTurns {
  const left = new Set<number>();
  let untold = 0;
  let several = false;
  return {
    see(interval) {
      if (!isAnother(interval)) return;
      const { before, after } = interval;
      if (before.startedAt !== undefined && before.startedAt === after.startedAt) return;
      if (before.startedAt !== undefined) left.add(before.startedAt);
      if (after.startedAt === undefined) untold += 1;
      // Who started anew does not come back as who it was.
      several ||= untold > 1 || (after.startedAt !== undefined && left.has(after.startedAt));
    },
    areSeveral: () => several,
  };
}
