import { z } from 'zod';

const share = z.number().positive();
const ms = z.number().nonnegative();

/** A workload file under `workloads/`: how many users, doing what, how fast, for how long. */
export const Workload = z
  .strictObject({
    name: z.string(),
    /** Closed model: a user starts the next step only after the last one has been answered and thought over. */
    model: z.literal('closed'),
    users: z.number().int().min(1).max(1000),
    /** How many users share a Playwright worker; 1 unless it is given. */
    usersPerWorker: z.number().int().min(1).max(100).optional(),
    seed: z.number().int().nonnegative(),
    /** Journey name → its weight; users are dealt out by largest remainder. */
    mix: z.record(z.string(), share),
    /** Uniform between the two, before every step. */
    thinkTimeMs: z.strictObject({ min: ms, max: ms }),
    /** Uniform between the two, before every key but the first. */
    keyDelayMs: z.strictObject({ min: ms, max: ms }),
    rampMs: ms,
    steadyStateMs: z.number().min(1000),
    /** A step that has not settled by then is given up and counted as a timeout. */
    stepTimeoutMs: z.number().positive(),
    /** In CSS pixels. Results of different viewports do not compare: area costs. */
    viewport: z.strictObject({ width: z.number().int().positive(), height: z.number().int().positive() }),
    /** Budget files (without `.json`) that judge this workload. */
    budgets: z.array(z.string()),
    /** Whether Lighthouse looks at the pages when the users have gone. */
    audits: z.boolean().optional(),
  })
  .refine((workload) => workload.thinkTimeMs.min <= workload.thinkTimeMs.max, {
    path: ['thinkTimeMs'],
    message: 'min must not be above max',
  })
  .refine((workload) => workload.keyDelayMs.min <= workload.keyDelayMs.max, {
    path: ['keyDelayMs'],
    message: 'min must not be above max',
  });
export type Workload = z.infer<typeof Workload>;

/** One line of `workloads/query-log.ndjson`. */
export const QueryLogEntry = z.strictObject({
  text: z.string(),
  /** A name of the project's own, by which journeys draw and reports group. */
  kind: z.string().min(1),
  /** What the search is narrowed down to: facet → value, by the product's names. */
  filter: z.record(z.string(), z.string()).optional(),
});
export type QueryLogEntry = z.infer<typeof QueryLogEntry>;
