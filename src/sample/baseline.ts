import { z } from 'zod';
import { groups, Metric, Statistic } from './budget.ts';
import { Machine } from './environment.ts';
import { PaintSource } from './sample.ts';

/** A statistic of the baseline's run. */
export const BaselineStatistic = z.strictObject({
  observed: z.number(),
  /** One-sided 95 % confidence bounds; a bound is absent if there were too few samples for it. */
  lower: z.number().optional(),
  upper: z.number().optional(),
});
export type BaselineStatistic = z.infer<typeof BaselineStatistic>;

/**
 * `perf-budgets/baselines/<name>.json`: the figures of a run, small enough to commit, for limits relative to
 * them. Valid for one browser build, class of machine, viewport and version of Footfall.
 */
export const Baseline = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string(),
  savedAt: z.string(),
  footfall: z.string(),
  browser: z.strictObject({ name: z.string(), version: z.string() }),
  machine: Machine,
  viewport: z.string(),
  run: z.strictObject({
    id: z.string(),
    startedAt: z.string(),
    commit: z.string().optional(),
    workload: z.string(),
    users: z.number().int(),
    seed: z.number().int(),
    targetUrl: z.string(),
  }),
  /** A step of a journey, or a group in one journey or in all. */
  places: z.array(
    z.strictObject({
      journey: z.string().optional(),
      step: z.string().optional(),
      group: z.enum(groups).optional(),
      metrics: z.partialRecord(
        Metric,
        z.strictObject({
          samples: z.number().int(),
          paintSource: PaintSource.optional(),
          statistics: z.partialRecord(Statistic, BaselineStatistic),
        }),
      ),
    }),
  ),
});
export type Baseline = z.infer<typeof Baseline>;
