import { z } from 'zod';
import { stepKinds } from './sample.ts';

/**
 * A budget file under `perf-budgets/`:
 *
 *     { "$schema": "./budget.schema.json",
 *       "journey": "search and refine",
 *       "steps":  { "search": { "latencyMs": { "p75": 1000 }, "errors": { "share": 0.001 } } },
 *       "groups": { "query": { "latencyMs": { "p95": 2000 } } },
 *       "load":   { "activeUsers": { "min": 50 }, "documents": { "min": 100000 } } }
 *
 * `steps` needs `journey`. A group holds every step of that kind in that journey, or, without `journey`, in all.
 */

export const percentiles = { p50: 0.5, p75: 0.75, p95: 0.95, p99: 0.99 } as const;
export type Percentile = keyof typeof percentiles;

/** Metrics of a step that are judged by percentile. `latencyMs` is the response, `correctedMs` includes the lag. */
export const distributionMetrics = [
  'latencyMs',
  'correctedMs',
  'ttfbMs',
  'fcpMs',
  'lcpMs',
  'inpMs',
  'cls',
] as const;
export type DistributionMetric = (typeof distributionMetrics)[number];

export const groups = [...stepKinds, 'all'] as const;
export type Group = (typeof groups)[number];

const limit = z.number({ error: 'must be a number' }).positive({ error: 'must be above 0' });

const limits = z
  .strictObject({
    p50: limit,
    p75: limit,
    p95: limit,
    p99: limit,
    /** The highest p95 of any full 10 seconds of the steady state, wherever they begin. */
    worstWindowP95: limit,
  })
  .partial();

const metrics = z
  .strictObject({
    ...(Object.fromEntries(distributionMetrics.map((name) => [name, limits])) as Record<
      DistributionMetric,
      typeof limits
    >),
    errors: z.strictObject({
      share: z
        .number({ error: 'must be a number' })
        .min(0, { error: 'must be 0 or above' })
        .max(1, { error: 'must be at most 1' }),
    }),
  })
  .partial();
export type Metrics = z.infer<typeof metrics>;

const atLeast = z.strictObject({ min: limit });

export const BudgetFile = z.strictObject({
  $schema: z.string().optional(),
  journey: z.string().optional(),
  steps: z.record(z.string(), metrics).optional(),
  groups: z.partialRecord(z.enum(groups), metrics).optional(),
  load: z.strictObject({ activeUsers: atLeast, documents: atLeast }).partial().optional(),
});
export type BudgetFile = z.infer<typeof BudgetFile>;

/** One limit out of a budget file: what is judged, and shown as one Playwright test. */
export const Budget = z.strictObject({
  /** Stable across runs: `file › where › metric statistic`. */
  id: z.string(),
  /** File name without folder and `.json`. */
  file: z.string(),
  journey: z.string().optional(),
  /** A step's name; absent for groups and load. */
  step: z.string().optional(),
  group: z.enum(groups).optional(),
  metric: z.enum([...distributionMetrics, 'errors', 'activeUsers', 'documents']),
  statistic: z.enum(['p50', 'p75', 'p95', 'p99', 'worstWindowP95', 'share', 'min']),
  limit: z.number(),
});
export type Budget = z.infer<typeof Budget>;
