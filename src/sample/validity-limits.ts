/** Where a run, or a miss in it, stops counting. Shares are 0–1. */

/** Least share of the asked load that must have been delivered for the latencies to mean anything. */
export const deliveredLimit = 0.95;

/** Busy share of the machine from which its times are suspect: CPU_WARNING_THRESHOLD of locust/runners.py. */
export const saturatedCpuShare = 0.9;

/** Share of contaminated steps above which a missed budget no longer speaks against the target. */
export const contaminatedLimit = 0.25;
