import { z } from 'zod';
import { auditedPages, auditSubjects } from './audited-pages.ts';
import { BaselineStatistic } from './baseline.ts';
import { Budget, groups } from './budget.ts';
import { CalibrationLevel, Thresholds } from './calibration.ts';
import { Advice, SlowFactor, SlowQuery, TelemetryAnalysis, WhereTimeGoes } from './diagnosis.ts';
import { Environment } from './environment.ts';
import { Trend } from './history.ts';
import { LongFrame, PaintSource, StepKind } from './sample.ts';
import { signalNames } from './signals.ts';

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
  /** What the baseline saw, for a limit over it. */
  baseline: BaselineStatistic.optional(),
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
   * What a typical step is made of: the mean of each layer over the middle fifth of the answered steps, in the order of
   * time, so that the layers add up to `layeredMs`. See `src/analysis/layers.ts` for the names;
   * a tier of the server with the name of one of these layers has ` (server)` behind it.
   */
  layersMs: z.record(z.string(), z.number()),
  /** Mean latency of those steps. */
  layeredMs: z.number().optional(),
  /** The same for the slowest 5 % of the answered steps, where there are 20 and more. */
  slowLayersMs: z.record(z.string(), z.number()).optional(),
  slowLayeredMs: z.number().optional(),
  /** What tells these from the others, most telling first. */
  slowBecause: z.array(SlowFactor).optional(),
  /** How many of the steps were touched by a long frame, and the longest one. */
  longFrames: z.strictObject({ steps: z.number().int(), longest: LongFrame }).optional(),
  /** How many of the steps the browser took for a soft navigation. */
  softNavigations: z.number().int().optional(),
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
  /** Readings of the generator in that second, by signal; the steps' own signals are the largest of the second. */
  signals: z.partialRecord(z.enum(signalNames), z.number()),
  /** Steps of that second that ran while a signal was above its threshold. */
  contaminated: z.number().int().nonnegative(),
});
export type TimelinePoint = z.infer<typeof TimelinePoint>;

/** A page as Lighthouse saw it: the run nearest to the medians of first contentful paint and time to interactive. */
export const AuditedPageAnalysis = z.strictObject({
  page: z.enum(auditedPages),
  url: z.string(),
  runs: z.number().int(),
  /** Lighthouse's own page about the chosen run, relative to the run folder. */
  report: z.string().optional(),
  /** Scores, 0–1. */
  categories: z.record(z.string(), z.number()),
  /** `numericValue` by audit. */
  audits: z.record(z.string(), z.number()),
  /** How quick Lighthouse found this machine. */
  benchmarkIndex: z.number().optional(),
});
export type AuditedPageAnalysis = z.infer<typeof AuditedPageAnalysis>;

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
      /** Share of steps that ran while a signal was above its threshold. */
      contaminatedShare: z.number(),
      /** The same for each signal by itself; a step can have several. */
      contaminatedBy: z.partialRecord(z.enum(signalNames), z.number()),
      /** From where on a signal contaminates. */
      thresholds: Thresholds,
      /** Whether the thresholds are this machine's own. */
      thresholdsFrom: z.enum(['calibration', 'defaults']),
      /** Signals that could not be read here, in words. */
      unseen: z.array(z.string()),
      /** Largest reading of each signal in the steady state. */
      peakSignals: z.partialRecord(z.enum(signalNames), z.number()),
      /** CPU of the whole machine for each step. */
      cpuMsPerStep: z.number(),
      /** The same, by group of processes. */
      cpuMsPerStepBy: z.record(z.string(), z.number()),
      /** Highest use of the machine's memory above that of the run's first reading. */
      peakMemoryBytes: z.number(),
    })
    .partial(),
  /** This machine's own error, from its calibration: of the level next above the run's users. */
  measuringError: z
    .strictObject({
      at: z.string(),
      level: CalibrationLevel,
      /** Set when the run had more users than any calibrated level. */
      beyond: z.boolean(),
      truthfulUsers: z.number().int().optional(),
    })
    .optional(),
  /** Agreement of the clocks, in milliseconds; absent when none was compared. */
  clocks: z
    .strictObject({
      /** Over the users: page to runner, both hops together. */
      users: z.strictObject({ boundMs: z.strictObject({ median: z.number(), max: z.number() }) }).optional(),
      server: z.strictObject({ offsetMs: z.number(), boundMs: z.number() }).optional(),
    })
    .optional(),
  /** Users that did not stay to the end. Times count from the release, or from the start of a run that never got that far. */
  lostUsers: z.array(
    z.strictObject({ user: z.number().int(), journey: z.string(), atMs: z.number(), message: z.string() }),
  ),
  steps: z.array(StepAnalysis),
  /** Kinds that occurred, and `all`. */
  groups: z.array(GroupAnalysis),
  errors: z.array(
    z.strictObject({ journey: z.string(), step: z.string(), message: z.string(), count: z.number().int() }),
  ),
  timeline: z.array(TimelinePoint),
  /** Absent without an answered step. */
  whereTimeGoes: WhereTimeGoes.optional(),
  /** Absent when nothing but the machine was looked at. */
  telemetry: TelemetryAnalysis.optional(),
  /** The slowest distinct queries, slowest first; absent when none was asked again. */
  slowQueries: z.array(SlowQuery).optional(),
  /** What is wrong and what to change, most won first; empty when nothing was found. */
  advice: z.array(Advice),
  /** What Lighthouse found out when the users had gone; absent when it was not asked. */
  audits: z
    .strictObject({
      pages: z.array(AuditedPageAnalysis),
      /** The user flow's page, relative to the run folder; absent when it could not be made. */
      flow: z.string().optional(),
      /** What could not be looked at, and why. */
      failures: z.array(z.strictObject({ of: z.enum(auditSubjects), message: z.string() })),
    })
    .optional(),
  /** The last runs of this workload; absent without an earlier one. */
  trend: Trend.optional(),
  budgets: z.array(BudgetResult),
  acceptance: z.array(BudgetResult),
  verdict: Verdict,
});
export type Analysis = z.infer<typeof Analysis>;
