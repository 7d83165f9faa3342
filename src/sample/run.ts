import { z } from 'zod';
import { Budget } from './budget.ts';
import { Calibration } from './calibration.ts';
import { Workload } from './workload.ts';

/** The machine the run was made on. */
export const Environment = z.strictObject({
  node: z.string(),
  os: z.string(),
  cpuModel: z.string(),
  cores: z.number().int().positive(),
  memoryBytes: z.number().positive(),
});
export type Environment = z.infer<typeof Environment>;

/** What is decided before anything starts: a pure function of workload, seed and settings. */
export const RunPlan = z.strictObject({
  id: z.string(),
  folder: z.string(),
  workload: Workload,
  target: z.strictObject({ url: z.string() }),
  /** Which journey each user walks; the index is the user's number. */
  seats: z.array(z.string()).min(1),
  /** Playwright workers: fewer than users when some share one. */
  workers: z.number().int().positive(),
  budgets: z.array(Budget),
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
    /** Counted in the target; absent when it does not tell. */
    documents: z.number().int().nonnegative().optional(),
    tiers: z.array(TargetTier).optional(),
  }),
  /** What is known of this machine's own error; absent when it was never calibrated with this browser and viewport. */
  calibration: Calibration.optional(),
});
export type Run = z.infer<typeof Run>;
