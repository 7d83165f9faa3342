/** What the benchmarks are held against, all in one place. Absolute figures depend on the machine: these were set for two cores. */

export interface Aim {
  atLeast?: number;
  atMost?: number;
}

export const aims = {
  /** Fifty users on the plain page, thinking 1.5–4.5 s. */
  plain: {
    usersAtWork: { atLeast: 50 },
    barrierSeconds: { atMost: 30 },
    memoryGib: { atMost: 9 },
    cpuMsPerStep: { atMost: 60 },
  },
  /** Fifty users on the reference target, under the workload `peak`. */
  peak: {
    usersAtWork: { atLeast: 50 },
    barrierSeconds: { atMost: 60 },
    memoryGib: { atMost: 12 },
    busyPercent: { atMost: 75 },
    searchP95Ms: { atMost: 60 },
  },
  /** The page with all instruments against the page with the clock alone. */
  instruments: {
    cpuRatio: { atMost: 1.1 },
    p95DifferenceMs: { atMost: 3 },
  },
  /** Measured latency less the truth, above what one user alone sees. */
  fiftyUsers: {
    usersAtWork: { atLeast: 50 },
    deliveredPercent: { atLeast: 95 },
    errorP50Ms: { atMost: 10 },
    errorP95Ms: { atMost: 25 },
  },
  /** The same, with users who think 4 s on average. */
  eightyUsers: {
    usersAtWork: { atLeast: 80 },
    deliveredPercent: { atLeast: 95 },
    errorP95Ms: { atMost: 50 },
  },
} as const satisfies Record<string, Record<string, Aim>>;
