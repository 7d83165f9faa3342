import { z } from 'zod';
import { Environment } from './environment.ts';
import { PaintSource, StepKind } from './sample.ts';
import { Side } from './side.ts';

/** `comparison.json`: how two versions of a product differ. Every report of a comparison is rendered from this alone. */

const perSide = <Schema extends z.ZodType>(schema: Schema) => z.strictObject({ base: schema, head: schema });

/** How far a step may change before it counts: the larger of the two. */
export const Margin = z.strictObject({ percent: z.number().positive(), floorMs: z.number().positive() });
export type Margin = z.infer<typeof Margin>;

const comparedMetrics = ['latencyMs', 'ttfbMs', 'fcpMs', 'lcpMs', 'inpMs', 'cls', 'errors'] as const;

/** What is known of the change of one metric of one step, head against base. Values are in the metric's own unit. */
export const ComparedMetric = z.strictObject({
  metric: z.enum(comparedMetrics),
  /** `typical`: trimmed mean over the pairs, or the p50 where there are none; `share`: of steps that got no answer. */
  statistic: z.enum(['typical', 'p95', 'share']),
  /** `judged` must be resolved for a verdict; `watched` counts only when it is surely slower. */
  role: z.enum(['judged', 'watched']),
  base: z.number().optional(),
  head: z.number().optional(),
  /**
   * `head − base` with the interval of this metric by itself, over all looks. To be called slower or faster, the metric must
   * moreover have changed surely, all metrics and looks together.
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
   * What the change of the typical latency is made of, in milliseconds, in order of time. The changes add up to it; for two
   * stored runs to the change of the mean over the fifth in the middle, which is nearly that of the p50.
   */
  layers: z.array(
    z.strictObject({ layer: z.string(), base: z.number(), head: z.number(), change: z.number() }),
  ),
  /** Latencies, sorted upwards: all of them, or 200 evenly spread quantiles where there are more. */
  latenciesMs: perSide(z.array(z.number())),
});
export type ComparedStep = z.infer<typeof ComparedStep>;

const ComparedSide = z.strictObject({
  /** How people call it: `base`, a branch, a run id. */
  name: z.string(),
  url: z.string(),
  runId: z.string().optional(),
  commit: z.string().optional(),
});

export const Comparison = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string(),
  startedAt: z.string(),
  /** `side by side`: both at once, in pairs. `stored runs`: two separate runs, which see the machine's mood of two days. */
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
  /** Of each interval over all looks, and of all that is called changed together: 0.95. */
  confidence: z.number(),
  /** How often it was planned to look whether all is resolved, and how often it was looked. Absent for stored runs. */
  looks: z.strictObject({ planned: z.number().int(), taken: z.number().int() }).optional(),
  /** From the release of the users to the last look; absent for stored runs. */
  durationMs: z.number().optional(),
  steps: z.array(ComparedStep),
  /** Steps that one side alone has; `perhaps` names the one of the other side that it may have been renamed from or to. */
  onlyIn: z.array(
    z.strictObject({ side: Side, journey: z.string(), step: z.string(), perhaps: z.string().optional() }),
  ),
  /** How far this comparison can be trusted, and what spoke against it, as sentences. */
  notes: z.array(z.string()),
  verdict: z.strictObject({
    outcome: z.enum(['pass', 'fail', 'inconclusive', 'invalid']),
    reasons: z.array(z.string()),
  }),
});
export type Comparison = z.infer<typeof Comparison>;

/** `footfall compare --aa`: what this machine takes for a change where there is none. */
export const SameAgainstSame = z.strictObject({
  schemaVersion: z.literal(1),
  startedAt: z.string(),
  margin: Margin,
  comparisons: z.number().int(),
  /** Comparisons that would have failed a pull request. */
  failed: z.number().int(),
  /** Metrics of all comparisons that had an interval, and so could have given an alarm; judged and watched ones. */
  judged: z.number().int(),
  /** Of those. */
  resolved: z.number().int(),
  /** Called slower or faster. */
  alarms: z.number().int(),
  /** Wilson's 95 % bounds of the share of alarms. */
  alarmShare: z.strictObject({ observed: z.number(), lower: z.number(), upper: z.number() }),
  /** Latency: the change that a comparison of this length finds in half, and in nine of ten, of the steps. */
  smallestChangeMs: z.strictObject({ p50: z.number(), p90: z.number() }),
  /** Median length of a comparison. */
  durationMs: z.number(),
  advice: Margin,
});
export type SameAgainstSame = z.infer<typeof SameAgainstSame>;
