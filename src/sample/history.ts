import { z } from 'zod';
import { Machine } from './environment.ts';

/** One line of the history file: the outcome of a run, for trends. */
export const HistoryLine = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string(),
  startedAt: z.string(),
  workload: z.string(),
  users: z.number().int(),
  seed: z.number().int(),
  viewport: z.string(),
  commit: z.string().optional(),
  footfall: z.string(),
  browser: z.string(),
  machine: Machine,
  targetUrl: z.string(),
  outcome: z.enum(['pass', 'fail', 'inconclusive', 'invalid']),
  steps: z.array(
    z.strictObject({
      journey: z.string(),
      step: z.string(),
      samples: z.number().int(),
      errors: z.number().int(),
      latencyMs: z.strictObject({ p50: z.number(), p95: z.number() }).optional(),
    }),
  ),
});
export type HistoryLine = z.infer<typeof HistoryLine>;

/** The steps over the last runs of a workload, newest run last. */
export const Trend = z.strictObject({
  runs: z.array(
    z.strictObject({
      id: z.string(),
      startedAt: z.string(),
      commit: z.string().optional(),
      outcome: HistoryLine.shape.outcome,
      /** What differs from the previous run: `browser 155 → 156`. Times across it are not comparable. */
      changed: z.array(z.string()),
    }),
  ),
  steps: z.array(
    z.strictObject({
      journey: z.string(),
      step: z.string(),
      /** Runs in which the step was not measured are left out. */
      points: z.array(z.strictObject({ run: z.number().int(), p50: z.number(), p95: z.number() })),
      /** Runs at which the p50 changed, as far as the runs show. */
      changes: z.array(
        z.strictObject({
          run: z.number().int(),
          beforeMs: z.number(),
          afterMs: z.number(),
          /** Probability of such a change by chance. */
          probability: z.number(),
        }),
      ),
    }),
  ),
});
export type Trend = z.infer<typeof Trend>;
