import { z } from 'zod';
import { auditedPages, auditSubjects } from './audited-pages.ts';
import { BaselineStatistic } from './baseline.ts';
import { Budget, groups } from './budget.ts';
import { CalibrationLevel, Thresholds } from './calibration.ts';
import { Advice, SlowFactor, SlowQuery, TelemetryAnalysis, WhereTimeGoes } from './diagnosis.ts';
import { Environment } from './environment.ts';
import { Trend } from './history.ts';
import { doubts, FilmSample, LongFrame, PaintSource, StepKind } from './sample.ts';
import { signalNames } from './signals.ts';

/** `analysis.json`: the results of a run. All reports are rendered from this alone. Names are a public interface. */

const distribution = z.strictObject({
  p50: z.number(),
  p75: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
});
export type Distribution = z.infer<typeof distribution>;

const outcomes = ['pass', 'fail', 'inconclusive'] as const;

/** A budget checked against the samples, with its evidence. */
export const BudgetResult = Budget.extend({
  /** Absent if there was nothing to judge. */
  observed: z.number().optional(),
  /** One-sided 95 % confidence bounds; a bound is absent if there are too few samples for it. */
  interval: z.strictObject({ lower: z.number().optional(), upper: z.number().optional() }).optional(),
  samples: z.number().int().nonnegative(),
  /** The baseline's value, for a limit relative to it. */
  baseline: BaselineStatistic.optional(),
  /** Which paint all the judged latencies end at; absent for metrics other than latency. */
  paintSource: PaintSource.optional(),
  outcome: z.enum(outcomes),
  /** A sentence: the observed value, the limit and, for an inconclusive result, what is missing. */
  reason: z.string(),
});
export type BudgetResult = z.infer<typeof BudgetResult>;

export const StepAnalysis = z.strictObject({
  journey: z.string(),
  step: z.string(),
  kind: StepKind,
  /** Steps of the steady state, including those given up. */
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
      /** Of interactions: see `Vitals`. */
      icpMs: z.strictObject({ p75: z.number(), samples: z.number().int() }),
      inpMs: z.strictObject({
        p75: z.number(),
        samples: z.number().int(),
        /** The browser reports no interaction below 16 ms: the p75 is below that. */
        isBelow: z.literal(true).optional(),
      }),
      cls: z.strictObject({ p75: z.number(), samples: z.number().int() }),
    })
    .partial(),
  /**
   * The layers of a typical step: the mean of each layer over the middle fifth of the answered steps, in
   * order of time, so that the layers add up to `layeredMs`. See `src/analysis/layers.ts` for the names; if a
   * tier of the server has the name of one of these layers, ` (server)` is appended.
   */
  layersMs: z.record(z.string(), z.number()),
  /** Mean latency of those steps. */
  layeredMs: z.number().optional(),
  /** The same for the slowest 5 % of the answered steps, if there are at least 20. */
  slowLayersMs: z.record(z.string(), z.number()).optional(),
  slowLayeredMs: z.number().optional(),
  /** What distinguishes these from the others, strongest factor first. */
  slowBecause: z.array(SlowFactor).optional(),
  /** How many of the steps overlapped a long frame, and the longest one. */
  longFrames: z.strictObject({ steps: z.number().int(), longest: LongFrame }).optional(),
  /** How many of the steps the browser counted as a soft navigation. */
  softNavigations: z.number().int().optional(),
});
export type StepAnalysis = z.infer<typeof StepAnalysis>;

/** All steps of a kind, over every journey: pooled samples, since percentiles cannot be averaged. */
/** What went wrong in a step without an answer, or in a page. */
export const ErrorKind = z.enum([
  'connection refused',
  'connection lost',
  'host not reachable',
  'certificate',
  'load aborted',
  'server error',
  'client error',
  'error shown',
  'partial answer',
  'timed out',
  'page crashed',
  'reported by the page',
  'other',
]);
export type ErrorKind = z.infer<typeof ErrorKind>;

export const GroupAnalysis = z.strictObject({
  group: z.enum(groups),
  samples: z.number().int().nonnegative(),
  errors: z.number().int().nonnegative(),
  paintSource: PaintSource.optional(),
  latencyMs: distribution.optional(),
});
export type GroupAnalysis = z.infer<typeof GroupAnalysis>;

/** One second of the run, relative to the release of the barrier; never negative. */
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

/**
 * Lighthouse's results for a page: the run nearest to the medians of first contentful paint and time to
 * interactive.
 */
export const AuditedPageAnalysis = z.strictObject({
  page: z.enum(auditedPages),
  url: z.string(),
  runs: z.number().int(),
  /** Lighthouse's own report on the chosen run, relative to the run folder. */
  report: z.string().optional(),
  /** Scores, 0–1. */
  categories: z.record(z.string(), z.number()),
  /** `numericValue` by audit. */
  audits: z.record(z.string(), z.number()),
  /** Lighthouse's measure of this machine's speed. */
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
    /** Set if the run ended before its steady state did: only what was measured until then is analysed. */
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
    /** Actual length of the steady state: less than `run.steadyStateMs` if the run was cut short. */
    steadyMs: z.number(),
    /** From the release to the start of the steady state; absent if the barrier never opened. */
    steadyStartMs: z.number().optional(),
    /** Active users in each second of the steady state. Without one, this and all shares and rates are absent. */
    activeUsers: z.strictObject({ min: z.number(), median: z.number(), max: z.number() }).optional(),
    /** Throughput × mean cycle time (Little's law): must match the counted users. Absent without steps. */
    littleUsers: z.number().optional(),
    steps: z.number().int(),
    stepsPerSecond: z.number().optional(),
    /** Share of the requested users' time that was not lost to lag or missing users. */
    deliveredShare: z.number().optional(),
    lagMs: z.strictObject({ p50: z.number(), p95: z.number() }).optional(),
    /** From the start of the first worker to the release. */
    barrierMs: z.number().optional(),
  }),
  generator: z
    .strictObject({
      /** CPU use of the whole machine in the steady state, including the target's if it runs here. */
      cpuShare: z.number(),
      /** `some` of /proc/pressure/cpu. */
      pressureShare: z.number(),
      /** Share of steps that ran while a signal was above its threshold. */
      contaminatedShare: z.number(),
      /** The same for each signal; a step can have several. */
      contaminatedBy: z.partialRecord(z.enum(signalNames), z.number()),
      /** The values above which a signal contaminates. */
      thresholds: Thresholds,
      /** Whether the thresholds come from this machine's calibration. */
      thresholdsFrom: z.enum(['calibration', 'defaults']),
      /** Signals that could not be read here, in words. */
      unseen: z.array(z.string()),
      /** Largest reading of each signal in the steady state. */
      peakSignals: z.partialRecord(z.enum(signalNames), z.number()),
      /** CPU time of the whole machine per step. */
      cpuMsPerStep: z.number(),
      /** The same, by group of processes. */
      cpuMsPerStepBy: z.record(z.string(), z.number()),
      /** Peak memory use of the machine above that of the run's first reading. */
      peakMemoryBytes: z.number(),
    })
    .partial(),
  /** This machine's measuring error from its calibration, at the lowest level that covers the run's users. */
  measuringError: z
    .strictObject({
      at: z.string(),
      level: CalibrationLevel,
      /** Whether the run had more users than any calibrated level. */
      beyond: z.boolean(),
      truthfulUsers: z.number().int().optional(),
    })
    .optional(),
  /** Agreement of the clocks, in milliseconds; absent if none were compared. */
  clocks: z
    .strictObject({
      /** Over all users: page to runner, both hops together. */
      users: z.strictObject({ boundMs: z.strictObject({ median: z.number(), max: z.number() }) }).optional(),
      server: z.strictObject({ offsetMs: z.number(), boundMs: z.number() }).optional(),
    })
    .optional(),
  /** Users lost before the end. Times are relative to the release, or without one to the run's start. */
  lostUsers: z.array(
    z.strictObject({ user: z.number().int(), journey: z.string(), atMs: z.number(), message: z.string() }),
  ),
  steps: z.array(StepAnalysis),
  /** Kinds that occurred, and `all`. */
  groups: z.array(GroupAnalysis),
  /** Most frequent first. Times are relative to the release. */
  errors: z.array(
    z.strictObject({
      journey: z.string(),
      step: z.string(),
      kind: ErrorKind,
      message: z.string(),
      count: z.number().int(),
      firstAtMs: z.number(),
      lastAtMs: z.number(),
      /** Of the first one; absent for what a page reported. */
      traceId: z.string().optional(),
    }),
  ),
  /** Steps whose end may be wrong, and why; absent if there are none. */
  doubtful: z
    .array(
      z.strictObject({
        journey: z.string(),
        step: z.string(),
        samples: z.number().int(),
        doubtful: z.number().int(),
        /** A step can have several. */
        reasons: z.array(z.strictObject({ doubt: z.enum(doubts), count: z.number().int() })),
      }),
    )
    .optional(),
  /** Steps that could not be taken because the journey does not fit the page; absent if there are none. */
  misfits: z
    .array(
      z.strictObject({
        journey: z.string(),
        step: z.string(),
        message: z.string(),
        count: z.number().int(),
        /** What the page showed the first time: a path relative to the run folder. */
        picture: z.string().optional(),
      }),
    )
    .optional(),
  /** What a film of each step shows; absent if none was made. */
  film: z
    .array(
      FilmSample.omit({ type: true, at: true }).extend({
        /** Whether the screen changes last when the step claims to end. */
        verdict: z.enum(['confirmed', 'too early', 'too late', 'nothing seen', 'not taken']),
      }),
    )
    .optional(),
  timeline: z.array(TimelinePoint),
  /** Absent without an answered step. */
  whereTimeGoes: WhereTimeGoes.optional(),
  /** Absent if only the machine was monitored. */
  telemetry: TelemetryAnalysis.optional(),
  /** The slowest distinct queries, slowest first; absent if none were replayed. */
  slowQueries: z.array(SlowQuery).optional(),
  /** What is wrong and what to change, largest gain first; empty if nothing was found. */
  advice: z.array(Advice),
  /** Results of Lighthouse, run after the users left; absent if it was not run. */
  audits: z
    .strictObject({
      pages: z.array(AuditedPageAnalysis),
      /** Report on the user flow, relative to the run folder; absent if it could not be created. */
      flow: z.string().optional(),
      /** What could not be audited, and why. */
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
