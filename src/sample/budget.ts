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
 * `steps` needs `journey`, which can be `*` for all; the step `*` stands for each step that has no such limit of its own. A group
 * pools every step of that kind in that journey, or, without `journey`, in all. `workloads` changes limits for one
 * workload; null takes one away.
 */

/** Percentiles that every report shows. A budget may name any other, such as `p90` or `p99.9`. */
export const percentiles = { p50: 0.5, p75: 0.75, p95: 0.95, p99: 0.99 } as const;
export type Percentile = `p${number}`;

export const isPercentile = (statistic: string): statistic is Percentile => /^p\d+(\.\d+)?$/.test(statistic);

/** Of `p99.9` 0.999. */
export const quantileOf = (percentile: Percentile): number =>
  Number((Number(percentile.slice(1)) / 100).toFixed(9));

/** Measured once a step, and judged by percentile, mean or maximum. `latencyMs` is the response, `correctedMs` includes the lag. */
export const distributionMetrics = [
  'latencyMs',
  'correctedMs',
  'lagMs',
  'ttfbMs',
  'fcpMs',
  'lcpMs',
  'inpMs',
  'cls',
  'requests',
  'transferBytes',
  'jsHeapBytes',
] as const;

/** One layer of the latency, such as `layersMs.network`; the names are those of `src/analysis/layers.ts` and of the server's tiers. */
export type LayerMetric = `layersMs.${string}`;
export type DistributionMetric = (typeof distributionMetrics)[number] | LayerMetric;

/** What Lighthouse finds out about a page: a category's score (0–1) or an audit's `numericValue`, in that audit's own unit. */
export type AuditMetric = `categories.${string}` | `audits.${string}`;

export const groups = [...stepKinds, 'all'] as const;
export type Group = (typeof groups)[number];

const number = z.number({ error: 'must be a number' });
const text = z.string({ error: 'must be a text' });
const limit = number.positive({ error: 'must be above 0' });
const share = number.min(0, { error: 'must be 0 or above' }).max(1, { error: 'must be at most 1' });

/** Who minds a limit, and why it is what it is; shown in reports. */
const meaning = {
  owner: text.optional().describe('Who minds this limit; shown in reports.'),
  why: text.optional().describe('Why it is what it is; shown in reports.'),
};

/** How far above the baseline a statistic may be: the larger of the two, so that quick steps may move a little. */
const OverBaseline = z.strictObject({
  percent: limit.describe("Of the baseline's value."),
  floor: limit.describe("In the metric's unit; counts where it is more than the percentage."),
});

/** A limit as a number, which fails, or with its levels and meaning. Null (under `workloads`) takes it away. */
const limitOf = (value: z.ZodNumber) =>
  z.union([
    value,
    z.strictObject({
      fail: value.optional().describe('What is beyond it fails the run.'),
      warn: value.optional().describe('What is beyond it is shown as a warning, which fails nothing.'),
      overBaseline: OverBaseline.optional().describe(
        "Fails when the statistic is further above the run's baseline.",
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
    .describe('Step → limits; * stands for each step without such a limit of its own.'),
  groups: z.partialRecord(z.enum(groups), metrics).optional().describe('Every step of a kind, pooled.'),
  load: z.strictObject({ activeUsers: atLeast, documents: atLeast }).partial().optional(),
};

export const BudgetFile = z.strictObject({
  $schema: z.string().optional(),
  journey: text.optional().describe('The journey of these steps and groups; * stands for all.'),
  ...meaning,
  ...subjects,
  workloads: z
    .record(z.string(), z.strictObject(subjects))
    .optional()
    .describe('Workload → what is different there. A limit replaces the one above; null takes it away.'),
});
export type BudgetFile = z.infer<typeof BudgetFile>;

const pageLimits = z.strictObject({
  categories: z.record(z.string(), limitOf(share)).optional().describe('Category → least score, 0 to 1.'),
  audits: z
    .record(z.string(), limitOf(limit))
    .optional()
    .describe("Audit → highest numericValue, in the audit's own unit."),
});

/** `perf-budgets/lighthouse.json`: limits on what Lighthouse finds out about each page. */
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

/** One limit out of a budget file: what is judged, and shown as one Playwright test. */
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
  /** Absent for a limit over a baseline, until the run knows which. Of `categories.…` and load it is the least, else the most. */
  limit: z.number().optional(),
  overBaseline: OverBaseline.optional(),
  /** What a miss means; `fail` unless it is given. */
  level: z.enum(['warn', 'fail']).optional(),
  ...meaning,
});
export type Budget = z.infer<typeof Budget>;
