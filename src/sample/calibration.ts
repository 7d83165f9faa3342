import { z } from 'zod';
import { signalNames } from './signals.ts';

/** What `footfall calibrate` found out about this machine, this browser and this viewport; kept in `.footfall/`. */

/** Measured latency less the truth, in milliseconds, over the steps of one level. */
export const ErrorSummary = z.strictObject({ p50: z.number(), p95: z.number(), max: z.number() });
export type ErrorSummary = z.infer<typeof ErrorSummary>;

export const CalibrationLevel = z.strictObject({
  users: z.number().int().positive(),
  /** Steps with a known truth in the steady state. */
  steps: z.number().int().nonnegative(),
  /** Steps that did not end as they had to: an answer that never showed, or one where there was none to show. */
  failed: z.number().int().nonnegative(),
  /** Against the truth, as measured. */
  errorMs: ErrorSummary,
  /**
   * Less what one user alone sees at the same percentile: a page takes its time to draw, however idle the machine. See
   * `src/analysis/calibration-level.ts` for the formula.
   */
  aboveFloorMs: ErrorSummary,
  /** By step of the calibration journey: `fixed`, `uniform`, `heavy-tailed`, `large`, `two parts`, `no answer`. */
  byStep: z.record(z.string(), z.strictObject({ steps: z.number().int(), errorMs: ErrorSummary })),
  cpuMsPerStep: z.number().optional(),
  contaminatedShare: z.number().optional(),
  deliveredShare: z.number().optional(),
  /** Fewest users at work in a second of the steady state. */
  activeUsers: z.number().optional(),
  /** Delivered as asked, and its p95 above the floor, failed steps included, within what counts as truthful. */
  truthful: z.boolean(),
});
export type CalibrationLevel = z.infer<typeof CalibrationLevel>;

/**
 * From where on a signal speaks of contamination. A signal that never went with an error has the highest value seen; one that
 * tells nothing about errors is absent.
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
  /** The same steps timed by ours and by Node's clock around press and expect. */
  naive: z
    .strictObject({
      users: z.number().int(),
      steps: z.number().int(),
      ours: ErrorSummary,
      naive: ErrorSummary,
    })
    .optional(),
  /** Most users that were measured truthfully; absent when not even the first level was. */
  truthfulUsers: z.number().int().optional(),
  /** Why it went no further. */
  ended: z.string(),
  thresholds: Thresholds,
});
export type Calibration = z.infer<typeof Calibration>;
