import type { Thresholds } from './calibration.ts';

/** Limits beyond which a run, or a missed budget in it, no longer counts. Shares are 0–1. */

/** Minimum share of the requested load that must be delivered for the latencies to be meaningful. */
export const deliveredLimit = 0.95;

/**
 * Thresholds above which a signal contaminates on a machine that was never calibrated. Signals not listed do
 * not contaminate there: their thresholds differ from machine to machine.
 */
export const defaultThresholds: Thresholds = {
  /** CPU_WARNING_THRESHOLD of locust/runners.py. */
  cpuShare: 0.9,
};

/** Share of contaminated steps above which a missed budget no longer counts against the target. */
export const contaminatedLimit = 0.25;

/** Share of a step's samples that may be doubtful, or missing, without making its budgets inconclusive. */
export const doubtfulLimit = 0.02;

/** Maximum p95 error above the floor for a number of users to be measured truthfully, in milliseconds. */
export const truthfulErrorMs = 50;

/** Maximum error above the floor, at p95, of steps below a signal's threshold, in milliseconds. */
export const cleanErrorMs = 25;
