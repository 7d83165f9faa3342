import { z } from 'zod';

const share = z.number().positive();
const ms = z.number().nonnegative();

/** A workload file under `workloads/`: how many users, doing what, how fast, for how long. */
export const Workload = z
  .strictObject({
    name: z.string(),
    /** Closed model: a user starts the next step only after the last step and the think time. */
    model: z.literal('closed'),
    users: z.number().int().min(1).max(1000),
    /** How many users share a Playwright worker. Defaults to 1. */
    usersPerWorker: z.number().int().min(1).max(100).optional(),
    seed: z.number().int().nonnegative(),
    /** Journey name → its weight; users are distributed by largest remainder. */
    mix: z.record(z.string(), share),
    /** Before every step; uniformly distributed between the two. */
    thinkTimeMs: z.strictObject({ min: ms, max: ms }),
    /** Before every key but the first; uniformly distributed between the two. */
    keyDelayMs: z.strictObject({ min: ms, max: ms }),
    /**
     * What is typed key by key: each letter (the default), the last letter of each word, or only the last letter, where the
     * product answers no letter before. The rest is inserted at once, which costs less; the moments stay the same.
     */
    typing: z.enum(['letters', 'words', 'last letter']).optional(),
    rampMs: ms,
    steadyStateMs: z.number().min(1000),
    /** A step that takes longer is given up and counts as a time-out. */
    stepTimeoutMs: z.number().positive(),
    /** In CSS pixels. Results of different viewports are not comparable: rendering time depends on area. */
    viewport: z.strictObject({ width: z.number().int().positive(), height: z.number().int().positive() }),
    /** Budget files (without `.json`) for this workload. */
    budgets: z.array(z.string()),
    /** Whether Lighthouse audits the pages after all users have left. */
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
  /** A name chosen by the project: journeys draw queries by kind, and reports group by it. */
  kind: z.string().min(1),
  /** What the results are filtered by: facet → value, with the product's names. */
  filter: z.record(z.string(), z.string()).optional(),
});
export type QueryLogEntry = z.infer<typeof QueryLogEntry>;
