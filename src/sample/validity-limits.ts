import type { Thresholds } from './calibration.ts';

/** Where a run, or a miss in it, stops counting. Shares are 0–1. */

/** Least share of the asked load that must have been delivered for the latencies to mean anything. */
export const deliveredLimit = 0.95;

/**
 * From where on a signal contaminates on a machine that was never calibrated. Signals that are not named do not
 * contaminate there: where they begin to do so differs from machine to machine.
 */
export const defaultThresholds: Thresholds = {
  /** CPU_WARNING_THRESHOLD of locust/runners.py. */
  cpuShare: 0.9,
};

/** Share of contaminated steps above which a missed budget no longer speaks against the target. */
export const contaminatedLimit = 0.25;

/** Error above the floor, at p95, up to which a machine measures so many users truthfully, in milliseconds. */
export const truthfulErrorMs = 50;

/** Error above the floor, at p95, that steps below the threshold of a signal may have, in milliseconds. */
export const cleanErrorMs = 25;
