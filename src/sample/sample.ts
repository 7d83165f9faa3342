import { z } from 'zod';

/**
 * The record: every fact a run writes down, one JSON object a line.
 *
 * A stamp whose name ends in `At` is milliseconds since the Unix epoch with fractions, taken from the clock of the
 * page (`performance.timeOrigin + performance.now()`) or of the worker. A name ending in `Ms` is a duration.
 * What was not measured is absent: never 0, null or NaN.
 */

const stamp = z.number().positive();
const duration = z.number().nonnegative();

/**
 * What a step makes the product do: `query` makes it search, `suggestion` completes what is being typed,
 * `navigation` opens a page.
 */
export const stepKinds = ['query', 'suggestion', 'navigation'] as const;
export const StepKind = z.enum(stepKinds);
export type StepKind = z.infer<typeof StepKind>;

/** Where in the run a step was meant to begin. Only `steady` is judged. */
export const Phase = z.enum(['ramp', 'steady']);
export type Phase = z.infer<typeof Phase>;

/**
 * Which event ends a step. `contentful` is the `paintTime` of the interaction's contentful paint; `frame` is the
 * first task after the animation frame that follows the settling mutation. The two are never pooled.
 */
export const PaintSource = z.enum(['contentful', 'frame']);
export type PaintSource = z.infer<typeof PaintSource>;

/** The API call (or page load) behind a step. Times count from the step's input. */
export const RequestSample = z.strictObject({
  url: z.string(),
  /** How we know that this request belongs to the step; `time` is a guess by when it was sent. */
  matchedBy: z.enum(['traceparent', 'navigation', 'time']),
  status: z.number().int().optional(),
  startMs: z.number(),
  responseStartMs: z.number().optional(),
  responseEndMs: z.number().optional(),
  transferBytes: z.number().int().nonnegative().optional(),
  /** Durations by `Server-Timing` name. */
  serverTimingMs: z.record(z.string(), duration),
});
export type RequestSample = z.infer<typeof RequestSample>;

/** Web vitals of one step. Navigations have the load metrics; INP and CLS are cut by the step's window. */
export const Vitals = z.strictObject({
  ttfbMs: duration.optional(),
  fcpMs: duration.optional(),
  lcpMs: duration.optional(),
  inpMs: duration.optional(),
  cls: z.number().nonnegative().optional(),
});
export type Vitals = z.infer<typeof Vitals>;

/** How a step ended. What was given up counts with the time at which it was given up. */
export const StepOutcome = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('ok') }),
  z.strictObject({ status: z.literal('timeout'), message: z.string() }),
  z.strictObject({ status: z.literal('failed'), message: z.string() }),
]);
export type StepOutcome = z.infer<typeof StepOutcome>;

/** One action of the user and its settled result. */
export const StepSample = z.strictObject({
  type: z.literal('step'),
  /** W3C trace id: sent with the step's requests, so that server logs can be joined. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  user: z.number().int().nonnegative(),
  journey: z.string(),
  step: z.string(),
  kind: StepKind,
  iteration: z.number().int().nonnegative(),
  phase: Phase,
  viewport: z.string(),
  /** When the plan wanted the input: the end of the step before plus think time and typing. */
  intendedAt: stamp,
  /** The time stamp of the input event in the page; absent when no input happened. */
  inputAt: stamp.optional(),
  /** `paint − input`; for a step given up, from the input to that moment. Absent when there was no input. */
  responseMs: duration.optional(),
  /** `input − intended start`: what the generator added before the input. */
  lagMs: z.number(),
  /** `paint − intended start`: the wait with coordinated omission put back; for a step given up, to that moment. */
  correctedMs: duration,
  /** Which paint `responseMs` ends at; absent when there was none. */
  paintSource: PaintSource.optional(),
  /** From the input to each end that was seen. */
  paint: z.strictObject({
    settledMs: z.number().optional(),
    frameMs: z.number().optional(),
    contentfulMs: z.number().optional(),
    presentationMs: z.number().optional(),
  }),
  outcome: StepOutcome,
  request: RequestSample.optional(),
  vitals: Vitals,
});
export type StepSample = z.infer<typeof StepSample>;

/** A user comes to work and leaves; between the two it is active, in a step or thinking. */
export const UserSample = z.strictObject({
  type: z.literal('user'),
  user: z.number().int().nonnegative(),
  journey: z.string(),
  event: z.enum(['ready', 'start', 'end', 'lost']),
  at: stamp,
  message: z.string().optional(),
});
export type UserSample = z.infer<typeof UserSample>;

/** An uncaught error in the product's page. */
const ErrorSample = z.strictObject({
  type: z.literal('error'),
  user: z.number().int().nonnegative(),
  journey: z.string(),
  step: z.string(),
  at: stamp,
  message: z.string(),
});

/** The clock of the run, fixed when the barrier opens. */
export const ScheduleSample = z.strictObject({
  type: z.literal('schedule'),
  /** From the start of the run's set-up until all users stood ready. */
  barrierMs: duration,
  releasedAt: stamp,
  steadyStartAt: stamp,
  steadyEndAt: stamp,
});
export type ScheduleSample = z.infer<typeof ScheduleSample>;

/** How the run ended; absent when the machine or the process died. */
export const EndSample = z.strictObject({
  type: z.literal('end'),
  at: stamp,
  reason: z.enum(['completed', 'interrupted', 'failed']),
});
export type EndSample = z.infer<typeof EndSample>;

export const Sample = z.discriminatedUnion('type', [
  StepSample,
  UserSample,
  ErrorSample,
  ScheduleSample,
  EndSample,
]);
export type Sample = z.infer<typeof Sample>;

/**
 * One reading of the machine or of a group of processes, over the interval that ends at `at`.
 * Names in `values` carry their unit: `cpuMs`, `memoryBytes`, `cpuShare` (0–1 of the whole machine).
 */
export const TelemetrySample = z.strictObject({
  type: z.literal('telemetry'),
  at: stamp,
  intervalMs: z.number().positive(),
  /** `host`, or the name of a process group: workers, runner, browser, browser server, app, database, engine. */
  source: z.string(),
  values: z.record(z.string(), z.number()),
});
export type TelemetrySample = z.infer<typeof TelemetrySample>;
