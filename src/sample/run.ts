import { z } from 'zod';
import { Baseline } from './baseline.ts';
import { Budget } from './budget.ts';
import { Calibration } from './calibration.ts';
import { Environment } from './environment.ts';
import { Workload } from './workload.ts';

/** Everything that is decided before the run starts: a pure function of workload, seed and settings. */
export const RunPlan = z.strictObject({
  id: z.string(),
  folder: z.string(),
  workload: Workload,
  /** `home`: a selector that only the loaded home page matches. */
  target: z.strictObject({ url: z.string(), home: z.string().optional() }),
  /** Which journey each user walks; the index is the user's number. */
  seats: z.array(z.string()).min(1),
  /** Number of Playwright workers: less than the number of users if some share a worker. */
  workers: z.number().int().positive(),
  budgets: z.array(Budget),
  /** Two versions to compare: each user walks each journey on both, in turns. The target is then the head. */
  sides: z.strictObject({ base: z.string(), head: z.string() }).optional(),
  /** The baseline for limits relative to it: its name, or the path of a run folder. */
  baselineName: z.string().optional(),
  /** Whether Lighthouse audits the pages after all users have left. */
  audits: z.boolean().optional(),
  /** Whether each step is filmed after all users have left. */
  film: z.boolean().optional(),
  /** Whether the run ends early if no step is answered any more. */
  stopWhenDown: z.boolean().optional(),
  /** The journey that leads to the audited pages. */
  auditedJourney: z.string().optional(),
});
export type RunPlan = z.infer<typeof RunPlan>;

/** A tier as the target's health page reports it; with process ids, a local run measures its CPU. */
export const TargetTier = z.object({
  name: z.string(),
  kind: z.string(),
  pids: z.array(z.number().int()).optional(),
});
export type TargetTier = z.infer<typeof TargetTier>;

/** `run.json`: what was run, and where. */
export const Run = RunPlan.extend({
  schemaVersion: z.literal(1),
  startedAt: z.string(),
  footfall: z.string(),
  playwright: z.string(),
  commit: z.string().optional(),
  browser: z.strictObject({ name: z.string(), version: z.string(), foundAs: z.string() }),
  environment: Environment,
  target: z.strictObject({
    url: z.string(),
    home: z.string().optional(),
    /** Number of documents; absent if the target does not report it. Also in `facts` if the run has them. */
    documents: z.number().int().nonnegative().optional(),
    /** Numbers that the health page reports, by the names that the project configured. */
    facts: z.record(z.string(), z.number()).optional(),
    tiers: z.array(TargetTier).optional(),
  }),
  /** This machine's measurement error; absent if it was not calibrated with this browser and viewport. */
  calibration: Calibration.optional(),
  /** The baseline for limits relative to it; absent if none was given or it could not be read. */
  baseline: Baseline.optional(),
});
export type Run = z.infer<typeof Run>;
