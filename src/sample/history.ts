import { z } from 'zod';
import { Machine } from './environment.ts';

/** One line of the history file: what a run came to, for trends. */
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

/** How steps went over the last runs of a workload; the newest run is the last. */
export const Trend = z.strictObject({
  runs: z.array(
    z.strictObject({
      id: z.string(),
      startedAt: z.string(),
      commit: z.string().optional(),
      outcome: HistoryLine.shape.outcome,
      /** What is not as in the run before: `browser 155 → 156`. Times on both sides of it do not compare. */
      changed: z.array(z.string()),
    }),
  ),
  steps: z.array(
    z.strictObject({
      journey: z.string(),
      step: z.string(),
      /** Runs in which it was not measured are left out. */
      points: z.array(z.strictObject({ run: z.number().int(), p50: z.number(), p95: z.number() })),
      /** Runs at which its p50 changed, as far as the runs tell. */
      changes: z.array(
        z.strictObject({
          run: z.number().int(),
          beforeMs: z.number(),
          afterMs: z.number(),
          /** How likely such a change is by chance. */
          probability: z.number(),
        }),
      ),
    }),
  ),
});
export type Trend = z.infer<typeof Trend>;
