import { z } from 'zod';
import { auditedPages } from './audited-pages.ts';
import { stepKinds } from './sample.ts';

/**
 * A budget file under `perf-budgets/`:
 *
 *     { "$schema": "../schemas/budget.schema.json",
 *       "journey": "search and refine",
 *       "owner": "search team",
 *       "steps":  { "search": { "latencyMs": { "p75": 1000, "p95": { "warn": 1500, "fail": 2000, "why": "the promise to shops" } } },
 *                   "*": { "errors": { "share": 0.001 } } },
 *       "groups": { "query": { "latencyMs": { "p95": { "overBaseline": { "percent": 10, "floor": 20 } } } } },
 *       "load":   { "activeUsers": { "min": 50 }, "documents": { "min": 100000 } },
 *       "workloads": { "smoke": { "groups": { "query": { "latencyMs": { "p95": null } } } } } }
 *
 * `steps` needs `journey`, which can be `*` for all; the step `*` applies to each step that has no such limit of its
 * own. A group pools all steps of that kind in that journey or, without `journey`, in all. `workloads` changes limits
 * for one workload; null removes one.
 */

/** Percentiles that every report shows. A budget may name any other, such as `p90` or `p99.9`. */
export const percentiles = { p50: 0.5, p75: 0.75, p95: 0.95, p99: 0.99 } as const;
export type Percentile = `p${number}`;

export const isPercentile = (statistic: string): statistic is Percentile => /^p\d+(\.\d+)?$/.test(statistic);

/** 0.999 for `p99.9`. */
export const quantileOf = (percentile: Percentile): number =>
  Number((Number(percentile.slice(1)) / 100).toFixed(9));

/** Measured once per step; judged by percentile, mean or maximum. `correctedMs` is `latencyMs` with the lag. */
export const distributionMetrics = [
  'latencyMs',
  'correctedMs',
  'lagMs',
  'ttfbMs',
  'fcpMs',
  'lcpMs',
  'icpMs',
  'inpMs',
  'cls',
  'requests',
  'transferBytes',
  'jsHeapBytes',
] as const;

/** One layer of the latency, such as `layersMs.network`; the names are those of `src/analysis/layers.ts` and of the server's tiers. */
export type LayerMetric = `layersMs.${string}`;
export type DistributionMetric = (typeof distributionMetrics)[number] | LayerMetric;

/** Lighthouse's result for a page: a category's score (0–1) or an audit's `numericValue`, in its own unit. */
export type AuditMetric = `categories.${string}` | `audits.${string}`;

export const groups = [...stepKinds, 'all'] as const;
export type Group = (typeof groups)[number];

const number = z.number({ error: 'must be a number' });
const text = z.string({ error: 'must be a string' });
const limit = number.positive({ error: 'must be above 0' });
const share = number.min(0, { error: 'must be 0 or above' }).max(1, { error: 'must be at most 1' });

/** Who is responsible for a limit, and why it was chosen; shown in reports. */
const meaning = {
  owner: text.optional().describe('Who is responsible for this limit; shown in reports.'),
  why: text.optional().describe('Why this limit was chosen; shown in reports.'),
};

/** How far above the baseline a statistic may be: the larger of the two, so fast steps may vary a little. */
const OverBaseline = z.strictObject({
  percent: limit.describe("Percentage of the baseline's value."),
  floor: limit.describe("In the metric's unit; applies if it is larger than the percentage."),
});

/** A limit: a number, which fails the run, or its levels and meaning. Under `workloads`, null removes it. */
const limitOf = (value: z.ZodNumber) =>
  z.union([
    value,
    z.strictObject({
      fail: value.optional().describe('A value beyond this fails the run.'),
      warn: value.optional().describe('A value beyond this is shown as a warning and does not fail the run.'),
      overBaseline: OverBaseline.optional().describe(
        "Fails if the statistic is further above the run's baseline than this.",
      ),
      ...meaning,
    }),
    z.null(),
  ]);
export type LimitValue = z.infer<ReturnType<typeof limitOf>>;

const limits = z.partialRecord(
  z.union([z.templateLiteral(['p', z.number()]), z.enum(['mean', 'max', 'worstWindowP95'])]),
  limitOf(limit),
);
export type Limits = z.infer<typeof limits>;

const metrics = z
  .strictObject({
    ...(Object.fromEntries(distributionMetrics.map((name) => [name, limits])) as Record<
      (typeof distributionMetrics)[number],
      typeof limits
    >),
    layersMs: z.record(z.string(), limits).describe('By layer: { "network": { "p95": 50 } }.'),
    errors: z.strictObject({ share: limitOf(share) }),
  })
  .partial();
export type Metrics = z.infer<typeof metrics>;

const atLeast = z.strictObject({ min: limitOf(limit) });

const subjects = {
  steps: z
    .record(z.string(), metrics)
    .optional()
    .describe('Step → limits; * applies to each step without such a limit of its own.'),
  groups: z.partialRecord(z.enum(groups), metrics).optional().describe('All steps of a kind, pooled.'),
  load: z.strictObject({ activeUsers: atLeast, documents: atLeast }).partial().optional(),
};

export const BudgetFile = z.strictObject({
  $schema: z.string().optional(),
  journey: text.optional().describe('The journey of these steps and groups; * means all.'),
  ...meaning,
  ...subjects,
  workloads: z
    .record(z.string(), z.strictObject(subjects))
    .optional()
    .describe('Workload → overrides. A limit replaces the one above; null removes it.'),
});
export type BudgetFile = z.infer<typeof BudgetFile>;

const pageLimits = z.strictObject({
  categories: z.record(z.string(), limitOf(share)).optional().describe('Category → minimum score, 0 to 1.'),
  audits: z
    .record(z.string(), limitOf(limit))
    .optional()
    .describe("Audit → maximum numericValue, in the audit's own unit."),
});

/** `perf-budgets/lighthouse.json`: limits on Lighthouse's results for each page. */
export const AuditBudgetFile = z.strictObject({
  $schema: z.string().optional(),
  ...meaning,
  pages: z.partialRecord(z.enum(auditedPages), pageLimits),
});
export type AuditBudgetFile = z.infer<typeof AuditBudgetFile>;

export const Metric = z.union([
  z.enum([...distributionMetrics, 'errors', 'activeUsers', 'documents']),
  z.templateLiteral(['layersMs.', z.string()]),
  z.templateLiteral(['categories.', z.string()]),
  z.templateLiteral(['audits.', z.string()]),
]);
export type Metric = z.infer<typeof Metric>;

export const Statistic = z.union([
  z.templateLiteral(['p', z.number()]),
  z.enum(['mean', 'max', 'worstWindowP95', 'share', 'min']),
]);
export type Statistic = z.infer<typeof Statistic>;

/** One limit from a budget file: it is judged, and shown as one Playwright test. */
export const Budget = z.strictObject({
  /** Stable across runs: `file › where › metric statistic`. */
  id: z.string(),
  /** File name without folder and `.json`. */
  file: z.string(),
  journey: z.string().optional(),
  /** A step's name; absent for groups, pages and load. */
  step: z.string().optional(),
  group: z.enum(groups).optional(),
  page: z.enum(auditedPages).optional(),
  metric: Metric,
  statistic: Statistic,
  /**
   * Absent for a limit over a baseline until the baseline is known. A minimum for `categories.…` and load,
   * else a maximum.
   */
  limit: z.number().optional(),
  overBaseline: OverBaseline.optional(),
  /** What a missed limit means; default: `fail`. */
  level: z.enum(['warn', 'fail']).optional(),
  ...meaning,
});
export type Budget = z.infer<typeof Budget>;
