import { z } from 'zod';
import { signalNames } from './signals.ts';

/** Results of `footfall calibrate` for this machine, browser and viewport; stored in `.footfall/`. */

/** Measured latency minus true latency, in milliseconds, over the steps of one level. */
export const ErrorSummary = z.strictObject({ p50: z.number(), p95: z.number(), max: z.number() });
export type ErrorSummary = z.infer<typeof ErrorSummary>;

export const CalibrationLevel = z.strictObject({
  users: z.number().int().positive(),
  /** Steps in the steady state with a known true latency. */
  steps: z.number().int().nonnegative(),
  /** Steps that did not end as expected: a result that never appeared, or one where none was due. */
  failed: z.number().int().nonnegative(),
  /** Against the true latency, as measured. */
  errorMs: ErrorSummary,
  /**
   * Minus the error of a single user at the same percentile: a page takes time to draw even on an idle
   * machine. See `src/analysis/calibration-level.ts` for the formula.
   */
  aboveFloorMs: ErrorSummary,
  /** By step of the calibration journey: `fixed`, `uniform`, `heavy-tailed`, `large`, `two parts`, `no answer`. */
  byStep: z.record(z.string(), z.strictObject({ steps: z.number().int(), errorMs: ErrorSummary })),
  /**
   * Typical time of a request beyond the server's own, in milliseconds: browser and server share this machine, so
   * none of it is network.
   */
  handOverMs: z.number().nonnegative().optional(),
  cpuMsPerStep: z.number().optional(),
  contaminatedShare: z.number().optional(),
  deliveredShare: z.number().optional(),
  /** Minimum number of active users in any second of the steady state. */
  activeUsers: z.number().optional(),
  /** The load was delivered, and the p95 above the floor, with failed steps, is within the truthful limit. */
  truthful: z.boolean(),
});
export type CalibrationLevel = z.infer<typeof CalibrationLevel>;

/**
 * Values above which a signal indicates contamination. A signal that never coincided with an error has the
 * highest value seen; a signal that is not related to errors is absent.
 */
export const Thresholds = z.partialRecord(z.enum(signalNames), z.number());
export type Thresholds = z.infer<typeof Thresholds>;

export const Calibration = z.strictObject({
  schemaVersion: z.literal(1),
  at: z.string(),
  footfall: z.string(),
  machine: z.strictObject({ cpuModel: z.string(), cores: z.number().int(), memoryBytes: z.number() }),
  browser: z.strictObject({ name: z.string(), version: z.string() }),
  viewport: z.string(),
  levels: z.array(CalibrationLevel).min(1),
  /** The same steps timed by Footfall and by Node's clock around press and expect. */
  naive: z
    .strictObject({
      users: z.number().int(),
      steps: z.number().int(),
      ours: ErrorSummary,
      naive: ErrorSummary,
    })
    .optional(),
  /** Highest number of users measured truthfully; absent if not even the first level was. */
  truthfulUsers: z.number().int().optional(),
  /** Why the calibration stopped at the last level. */
  ended: z.string(),
  thresholds: Thresholds,
});
export type Calibration = z.infer<typeof Calibration>;

/**
 * The lowest calibrated level with at least as many users; if there is none, the largest level.
 *
 * @returns `undefined` if the machine was never calibrated
 */
export function calibratedLevel(
  calibration: Calibration | undefined,
  users: number,
): CalibrationLevel | undefined {
  const levels = calibration?.levels.toSorted((a, b) => a.users - b.users) ?? [];
  return levels.find((level) => level.users >= users) ?? levels.at(-1);
}
