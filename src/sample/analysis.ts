import { z } from 'zod';
import { Budget, groups } from './budget.ts';
import { Environment } from './run.ts';
import { PaintSource, StepKind } from './sample.ts';

/** `analysis.json`: what a run says. Every report is rendered from this alone. Names are a public interface. */

const distribution = z.strictObject({
  p50: z.number(),
  p75: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
});
export type Distribution = z.infer<typeof distribution>;

const outcomes = ['pass', 'fail', 'inconclusive'] as const;

/** A budget held against the samples, with its evidence. */
export const BudgetResult = Budget.extend({
  /** Absent when there was nothing to judge. */
  observed: z.number().optional(),
  /** One-sided 95 % bounds of the statistic; a side that the samples cannot bear is absent. */
  interval: z.strictObject({ lower: z.number().optional(), upper: z.number().optional() }).optional(),
  samples: z.number().int().nonnegative(),
  /** Which paint all the judged latencies end at; absent for what is no latency. */
  paintSource: PaintSource.optional(),
  outcome: z.enum(outcomes),
  /** A sentence: what was seen against what was allowed, and for an inconclusive one what is missing. */
  reason: z.string(),
});
export type BudgetResult = z.infer<typeof BudgetResult>;

export const StepAnalysis = z.strictObject({
  journey: z.string(),
  step: z.string(),
  kind: StepKind,
  /** Steps of the steady state, those given up included. */
  samples: z.number().int().nonnegative(),
  errors: z.number().int().nonnegative(),
  /** Which paint all the latencies of this step end at. */
  paintSource: PaintSource.optional(),
  latencyMs: distribution.optional(),
  correctedMs: distribution.optional(),
  vitals: z
    .strictObject({
      ttfbMs: z.strictObject({ p75: z.number(), samples: z.number().int() }),
      fcpMs: z.strictObject({ p75: z.number(), samples: z.number().int() }),
      lcpMs: z.strictObject({ p75: z.number(), samples: z.number().int() }),
      inpMs: z.strictObject({ p75: z.number(), samples: z.number().int() }),
      cls: z.strictObject({ p75: z.number(), samples: z.number().int() }),
    })
    .partial(),
  /**
   * Medians of the answered steps, in the order of time: `beforeRequest`, `network` (what the request took beyond the
   * server's own time), each `Server-Timing` name by itself (with ` (server)` behind it when it is one of these names;
   * `total` counts as `app`), `afterAnswer`. A request without `Server-Timing` is one layer, `request`.
   */
  layersMs: z.record(z.string(), z.number()),
});
export type StepAnalysis = z.infer<typeof StepAnalysis>;

/** All steps of a kind, over every journey: pooled samples, since percentiles cannot be averaged. */
export const GroupAnalysis = z.strictObject({
  group: z.enum(groups),
  samples: z.number().int().nonnegative(),
  errors: z.number().int().nonnegative(),
  paintSource: PaintSource.optional(),
  latencyMs: distribution.optional(),
});
export type GroupAnalysis = z.infer<typeof GroupAnalysis>;

/** One second of the run, counted from the release of the barrier; negative times do not occur. */
export const TimelinePoint = z.strictObject({
  atMs: z.number(),
  activeUsers: z.number().int().nonnegative(),
  steps: z.number().int().nonnegative(),
  errors: z.number().int().nonnegative(),
  latencyMs: z.strictObject({ p50: z.number(), max: z.number() }).optional(),
  machineCpuShare: z.number().optional(),
});
export type TimelinePoint = z.infer<typeof TimelinePoint>;

export const Verdict = z.strictObject({
  outcome: z.enum(['pass', 'fail', 'inconclusive', 'invalid']),
  reasons: z.array(z.string()),
});
export type Verdict = z.infer<typeof Verdict>;

export const Analysis = z.strictObject({
  schemaVersion: z.literal(1),
  run: z.strictObject({
    id: z.string(),
    startedAt: z.string(),
    workload: z.string(),
    model: z.literal('closed'),
    seed: z.number().int(),
    users: z.number().int(),
    workers: z.number().int(),
    steadyStateMs: z.number(),
    rampMs: z.number(),
    thinkTimeMs: z.strictObject({ min: z.number(), max: z.number() }),
    /** Set when the run ended before its steady state was over: what stands here is what was measured until then. */
    cutShort: z.string().optional(),
    /** Lines of the run folder that could not be read, with file and line. */
    unreadable: z.array(z.string()),
    commit: z.string().optional(),
    browser: z.strictObject({ name: z.string(), version: z.string(), foundAs: z.string() }),
    viewport: z.string(),
    environment: Environment,
    target: z.strictObject({
      url: z.string(),
      documents: z.number().int().optional(),
      tiers: z.array(z.strictObject({ name: z.string(), kind: z.string() })).optional(),
    }),
  }),
  load: z.strictObject({
    /** How long the steady state really lasted: less than `run.steadyStateMs` when the run was cut short. */
    steadyMs: z.number(),
    /** From the release to where the steady state begins; absent when the barrier never opened. */
    steadyStartMs: z.number().optional(),
    /** Users at work in each second of the steady state. Absent, like all shares and rates, without a steady state. */
    activeUsers: z.strictObject({ min: z.number(), median: z.number(), max: z.number() }).optional(),
    /** Throughput × mean time of a cycle (Little's law): must agree with the count. Absent without steps. */
    littleUsers: z.number().optional(),
    steps: z.number().int(),
    stepsPerSecond: z.number().optional(),
    /** Share of the asked users' time that was not lost to lag or absence. */
    deliveredShare: z.number().optional(),
    lagMs: z.strictObject({ p50: z.number(), p95: z.number() }).optional(),
    /** From the start of the first worker to the release. */
    barrierMs: z.number().optional(),
  }),
  generator: z
    .strictObject({
      /** Busy share of the whole machine in the steady state, the target's part included when it runs here. */
      cpuShare: z.number(),
      /** `some` of /proc/pressure/cpu. */
      pressureShare: z.number(),
      /** Share of steps that ran while the machine was saturated. */
      contaminatedShare: z.number(),
      /** CPU of the whole machine for each step. */
      cpuMsPerStep: z.number(),
      /** The same, by group of processes. */
      cpuMsPerStepBy: z.record(z.string(), z.number()),
      /** Highest use of the machine's memory above that of the run's first reading. */
      peakMemoryBytes: z.number(),
    })
    .partial(),
  steps: z.array(StepAnalysis),
  /** Kinds that occurred, and `all`. */
  groups: z.array(GroupAnalysis),
  errors: z.array(
    z.strictObject({ journey: z.string(), step: z.string(), message: z.string(), count: z.number().int() }),
  ),
  timeline: z.array(TimelinePoint),
  budgets: z.array(BudgetResult),
  acceptance: z.array(BudgetResult),
  verdict: Verdict,
});
export type Analysis = z.infer<typeof Analysis>;
