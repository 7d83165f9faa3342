import { z } from 'zod';
import { Baseline } from './baseline.ts';
import { Budget } from './budget.ts';
import { Calibration } from './calibration.ts';
import { Environment } from './environment.ts';
import { Workload } from './workload.ts';

/** What is decided before anything starts: a pure function of workload, seed and settings. */
export const RunPlan = z.strictObject({
  id: z.string(),
  folder: z.string(),
  workload: Workload,
  /** `home`: a selector that only the loaded home page matches. */
  target: z.strictObject({ url: z.string(), home: z.string().optional() }),
  /** Which journey each user walks; the index is the user's number. */
  seats: z.array(z.string()).min(1),
  /** Playwright workers: fewer than users when some share one. */
  workers: z.number().int().positive(),
  budgets: z.array(Budget),
  /** Two versions side by side: each user walks each journey on both, in turns. The target is then the head. */
  sides: z.strictObject({ base: z.string(), head: z.string() }).optional(),
  /** The baseline that limits relative to it are held against: its name, or the path of a run folder. */
  baselineName: z.string().optional(),
  /** Whether Lighthouse looks at the pages when the users have gone. */
  audits: z.boolean().optional(),
  /** The journey that leads over the audited pages. */
  auditedJourney: z.string().optional(),
});
export type RunPlan = z.infer<typeof RunPlan>;

/** A tier of the target as its health page tells it; process ids let a local run split its CPU. */
export const TargetTier = z.object({
  name: z.string(),
  kind: z.string(),
  pids: z.array(z.number().int()).optional(),
});
export type TargetTier = z.infer<typeof TargetTier>;

/** `run.json`: what was asked, and where. */
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
    /** Counted in the target; absent if it does not report them. Runs that tell `facts` have the number there too. */
    documents: z.number().int().nonnegative().optional(),
    /** Numbers that the health page reports, by the names that the project gives them. */
    facts: z.record(z.string(), z.number()).optional(),
    tiers: z.array(TargetTier).optional(),
  }),
  /** What is known of this machine's own error; absent when it was never calibrated with this browser and viewport. */
  calibration: Calibration.optional(),
  /** What limits relative to a baseline are held against; absent when none was named or it could not be read. */
  baseline: Baseline.optional(),
});
export type Run = z.infer<typeof Run>;
