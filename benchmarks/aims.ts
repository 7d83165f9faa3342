/** The targets of all benchmarks. Absolute values depend on the machine: these are set for two cores. */

export interface Aim {
  atLeast?: number;
  atMost?: number;
}

export const aims = {
  /** Fifty users on the plain page, think time 1.5–4.5 s. */
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
  /** The page with all instruments, compared with the page with only the clock. */
  instruments: {
    cpuRatio: { atMost: 1.1 },
    p95DifferenceMs: { atMost: 3 },
  },
  /** Measured latency minus true latency, above that of a single user. */
  fiftyUsers: {
    usersAtWork: { atLeast: 50 },
    deliveredPercent: { atLeast: 95 },
    errorP50Ms: { atMost: 10 },
    errorP95Ms: { atMost: 25 },
  },
  /** Fifty users who type their queries of 13 letters, with an average think time of 4 s. */
  typed: {
    deliveredPercent: { atLeast: 95 },
    errorP95Ms: { atMost: 40 },
  },
  /** Beside another tool that drives real browsers. */
  peers: { cpuRatio: { atMost: 0.9 } },
  /** The same, with an average think time of 4 s. */
  eightyUsers: {
    usersAtWork: { atLeast: 80 },
    deliveredPercent: { atLeast: 95 },
    errorP95Ms: { atMost: 50 },
  },
  /** The same product on both sides, with a margin of 10 % and 20 ms. */
  unchanged: {
    comparisons: { atLeast: 20 },
    judgedMetrics: { atLeast: 300 },
    falseAlarmPercent: { atMost: 1 },
    failed: { atMost: 1 },
    longestSeconds: { atMost: 120 },
  },
  /** The responses of one step delayed, ten comparisons each. */
  changedBy40Ms: { found: { atLeast: 10 } },
  changedBy4Ms: { calledSlower: { atMost: 0 } },
  simulated: {
    falseAlarmPercent: { atMost: 1 },
    /** All reported changes of a comparison hold together with 95 % confidence. */
    failedPercent: { atMost: 5 },
    foundPercent: { atLeast: 99 },
    ignoredPercent: { atMost: 0.1 },
  },
  /** Each known defect of the reference target alone, and the target without defects. */
  defects: { namedPercent: { atLeast: 100 } },
  clean: { accused: { atMost: 0 } },
  layers: { largeGaps: { atMost: 0 } },
  /** Reading the product's telemetry, at the default interval. */
  telemetry: { coreSharePercent: { atMost: 3 }, slower: { atMost: 0 } },
  /** A run with 50 users over 10 minutes. */
  scale: { seconds: { atMost: 5 }, memoryMb: { atMost: 500 } },
  /** It need not be fast, but must not run out of memory with the default heap. */
  largestScale: { seconds: { atMost: 600 }, memoryMb: { atMost: 5000 } },
} as const satisfies Record<string, Record<string, Aim>>;
