import { z } from 'zod';
import { Environment } from './environment.ts';
import { PaintSource, StepKind } from './sample.ts';
import { Side } from './side.ts';

/** `comparison.json`: how two versions of a product differ. Every report of a comparison is rendered from this alone. */

const perSide = <Schema extends z.ZodType>(schema: Schema) => z.strictObject({ base: schema, head: schema });

/** How much a step may change before it counts: the larger of the two. */
export const Margin = z.strictObject({ percent: z.number().positive(), floorMs: z.number().positive() });
export type Margin = z.infer<typeof Margin>;

const comparedMetrics = ['latencyMs', 'ttfbMs', 'fcpMs', 'lcpMs', 'inpMs', 'cls', 'errors'] as const;

/** The change of one metric of one step, head against base. Values are in the metric's own unit. */
export const ComparedMetric = z.strictObject({
  metric: z.enum(comparedMetrics),
  /** `typical`: trimmed mean over the pairs, or p50 if there are none; `share`: of steps without an answer. */
  statistic: z.enum(['typical', 'p95', 'share']),
  /** `judged` must be resolved for a verdict; `watched` counts only if it is surely slower. */
  role: z.enum(['judged', 'watched']),
  base: z.number().optional(),
  head: z.number().optional(),
  /**
   * `head − base` with the confidence interval of this metric alone, over all looks. To be called slower or
   * faster, the change must also be significant over all metrics and looks together.
   */
  change: z
    .strictObject({ value: z.number(), lower: z.number().optional(), upper: z.number().optional() })
    .optional(),
  /** How much this metric may change before it counts. */
  margin: z.number(),
  samples: perSide(z.number().int().nonnegative()),
  /** Pairs of the same user's same step with the same query on both sides; absent for two separate runs. */
  pairs: z.number().int().nonnegative().optional(),
  outcome: z.enum(['slower', 'faster', 'same', 'unresolved']),
  /** A sentence with the figures; for an unresolved one, what is missing. */
  reason: z.string(),
});
export type ComparedMetric = z.infer<typeof ComparedMetric>;

export const ComparedStep = z.strictObject({
  journey: z.string(),
  step: z.string(),
  kind: StepKind,
  samples: perSide(z.number().int().nonnegative()),
  errors: perSide(z.number().int().nonnegative()),
  paintSource: PaintSource.optional(),
  metrics: z.array(ComparedMetric),
  /**
   * The change of the typical latency by layer, in milliseconds, in order of time. The changes add up to it
   * or, for two stored runs, to the change of the mean over the middle fifth, which is nearly that of the
   * p50.
   */
  layers: z.array(
    z.strictObject({ layer: z.string(), base: z.number(), head: z.number(), change: z.number() }),
  ),
  /** Latencies in ascending order: all of them, or 200 evenly spaced quantiles if there are more. */
  latenciesMs: perSide(z.array(z.number())),
});
export type ComparedStep = z.infer<typeof ComparedStep>;

const ComparedSide = z.strictObject({
  /** Display name: `base`, a branch, a run id. */
  name: z.string(),
  url: z.string(),
  runId: z.string().optional(),
  commit: z.string().optional(),
});

export const Comparison = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string(),
  startedAt: z.string(),
  /** `side by side`: both at once, in pairs. `stored runs`: separate runs, between which the machine may vary. */
  method: z.enum(['side by side', 'stored runs']),
  base: ComparedSide,
  head: ComparedSide,
  workload: z.string(),
  users: z.number().int(),
  seed: z.number().int(),
  viewport: z.string(),
  browser: z.strictObject({ name: z.string(), version: z.string() }),
  environment: Environment,
  margin: Margin,
  /** Confidence of each interval over all looks, and of everything called changed together: 0.95. */
  confidence: z.number(),
  /** Planned and actual number of checks (looks) whether all metrics are resolved. Absent for stored runs. */
  looks: z.strictObject({ planned: z.number().int(), taken: z.number().int() }).optional(),
  /** From the release of the users to the last look; absent for stored runs. */
  durationMs: z.number().optional(),
  steps: z.array(ComparedStep),
  /** Steps of one side only; `perhaps` is the other side's step that it may have been renamed from or to. */
  onlyIn: z.array(
    z.strictObject({ side: Side, journey: z.string(), step: z.string(), perhaps: z.string().optional() }),
  ),
  /** How far this comparison can be trusted, and reasons for doubt, as sentences. */
  notes: z.array(z.string()),
  verdict: z.strictObject({
    outcome: z.enum(['pass', 'fail', 'inconclusive', 'invalid']),
    reasons: z.array(z.string()),
  }),
});
export type Comparison = z.infer<typeof Comparison>;

/** `footfall compare --aa`: the changes that this machine reports although there are none. */
export const SameAgainstSame = z.strictObject({
  schemaVersion: z.literal(1),
  startedAt: z.string(),
  margin: Margin,
  comparisons: z.number().int(),
  /** Comparisons that would have failed a pull request. */
  failed: z.number().int(),
  /** Metrics of all comparisons, judged and watched, with an interval, and so a possible alarm. */
  judged: z.number().int(),
  /** How many of those were resolved. */
  resolved: z.number().int(),
  /** How many were called slower or faster. */
  alarms: z.number().int(),
  /** Share of alarms with its 95 % Wilson interval. */
  alarmShare: z.strictObject({ observed: z.number(), lower: z.number(), upper: z.number() }),
  /** Latency: the change that a comparison of this length detects in 50 % and in 90 % of the steps. */
  smallestChangeMs: z.strictObject({ p50: z.number(), p90: z.number() }),
  /** Median length of a comparison. */
  durationMs: z.number(),
  advice: Margin,
});
export type SameAgainstSame = z.infer<typeof SameAgainstSame>;
