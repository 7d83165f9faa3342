import { z } from 'zod';
import { auditedPages, auditSubjects } from './audited-pages.ts';
import { DatabaseSample, LogSample, ReplaySample, SourceSample, TraceSample } from './evidence.ts';
import { Side } from './side.ts';

/**
 * The record: everything that a run writes down, one JSON object per line.
 *
 * A timestamp, with a name ending in `At`, is milliseconds since the Unix epoch with fractions, from the
 * clock of the page (`performance.timeOrigin + performance.now()`) or of the worker. A name ending in `Ms` is
 * a duration. What was not measured is absent: never 0, null or NaN.
 */

const stamp = z.number().positive();
const duration = z.number().nonnegative();

/**
 * What a step makes the product do: `query` searches, `suggestion` completes what is being typed,
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

/** The API call (or page load) behind a step. Times are relative to the step's input. */
export const RequestSample = z.strictObject({
  url: z.string(),
  /**
   * Absent for GET. Other requests are more than their URL, so they are neither compared by it nor replayed.
   */
  method: z.string().optional(),
  /** How this request was matched to the step; `time` is a guess based on when it was sent. */
  matchedBy: z.enum(['traceparent', 'navigation', 'time']),
  status: z.number().int().optional(),
  /** The connection was refused or lost: there is no answer. */
  unanswered: z.literal(true).optional(),
  /** What answered, if not the network. */
  via: z.enum(['cache', 'service worker']).optional(),
  /** When the page made the request. */
  startMs: z.number(),
  /** Duration of the redirects before the last request. */
  redirectMs: duration.optional(),
  /** Duration of making its connection: name look-up, TCP, TLS. Absent if it used one that was open. */
  connectMs: duration.optional(),
  /**
   * When the request was sent, after queueing and connecting. This and the following fields are unknown for
   * another origin that does not allow timing.
   */
  sentMs: z.number().optional(),
  responseStartMs: z.number().optional(),
  /**
   * What the measuring machine needs by itself for such a request to somewhere else, from its calibration. It is not
   * measured with the step, but noted when a run is read.
   */
  handOverMs: duration.optional(),
  responseEndMs: z.number().optional(),
  transferBytes: z.number().int().nonnegative().optional(),
  /** Size of the response body as transferred, and as the page sees it: the same if it was not compressed. */
  encodedBytes: z.number().int().nonnegative().optional(),
  decodedBytes: z.number().int().nonnegative().optional(),
  /** Durations by `Server-Timing` name; empty if the response describes an earlier request (from a cache). */
  serverTimingMs: z.record(z.string(), duration),
  /** Descriptions by `Server-Timing` name, such as cache: hit; engine: partial; hits: 1234. Absent if none. */
  serverTimingDesc: z.record(z.string(), z.string()).optional(),
});
export type RequestSample = z.infer<typeof RequestSample>;

/**
 * Web vitals of one step. Navigations have the load metrics; the others are limited to the step's window.
 */
export const Vitals = z.strictObject({
  ttfbMs: duration.optional(),
  fcpMs: duration.optional(),
  lcpMs: duration.optional(),
  /**
   * The largest contentful paint that an interaction brought about, from its input: what LCP is to a page load
   * (`interaction-contentful-paint`, Chromium ≥ 151). Absent if nothing painted was new.
   */
  icpMs: duration.optional(),
  inpMs: duration.optional(),
  /** Instead of it: the browser reports no interaction below this, and reported none. */
  inpUnderMs: duration.optional(),
  cls: z.number().nonnegative().optional(),
});
export type Vitals = z.infer<typeof Vitals>;

/** The longest frame of at least 50 ms that overlapped a step, and the script that took most of it. */
export const LongFrame = z.strictObject({
  /** Relative to the step's input; negative if the frame had already begun. */
  startMs: z.number(),
  durationMs: duration,
  /** How long it would have blocked an input. */
  blockingMs: duration,
  script: z
    .strictObject({ invoker: z.string(), url: z.string().optional(), durationMs: duration })
    .optional(),
});
export type LongFrame = z.infer<typeof LongFrame>;

/** A URL change within the document that the browser counted as a navigation (Chromium 151 and later). */
const SoftNavigation = z.strictObject({ url: z.string(), paintMs: duration.optional() });

/**
 * How a step ended. A step that was given up counts with the time until then. `open`: it was still waiting for its answer
 * when the run was interrupted, so it takes at least so long.
 */
export const StepOutcome = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('ok') }),
  z.strictObject({ status: z.literal('timeout'), message: z.string() }),
  z.strictObject({ status: z.literal('failed'), message: z.string() }),
  z.strictObject({ status: z.literal('open') }),
]);
export type StepOutcome = z.infer<typeof StepOutcome>;

/**
 * What speaks against the end of a step:
 * - `changed again`: what the step waited for changed visibly within a second after the end
 * - `request open`: something that the input caused was still open at the end, and the page changed after it, or it
 *   is still open
 * - `nothing followed`: neither an answer nor a visible change came after the input
 * - `natives replaced`: a script had replaced the browser's own clock or observers before they could be taken
 * - `input unknown`: the page was left, and the next one does not know when the user acted
 * - `short quiet`: think times are so short that a page which renders late after its answer would not be noticed
 */
export const doubts = [
  'changed again',
  'request open',
  'nothing followed',
  'natives replaced',
  'input unknown',
  'short quiet',
] as const;
export type Doubt = (typeof doubts)[number];

/** One action of the user and its settled result. */
export const StepSample = z.strictObject({
  type: z.literal('step'),
  /** W3C trace id: sent with the step's requests, so that server logs can be correlated. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  user: z.number().int().nonnegative(),
  journey: z.string(),
  step: z.string(),
  kind: StepKind,
  iteration: z.number().int().nonnegative(),
  /** The query that a query or suggestion step sent: the last one drawn in this iteration, and its kind in the query log. */
  query: z.strictObject({ text: z.string(), kind: z.string() }).optional(),
  phase: Phase,
  viewport: z.string(),
  /**
   * Which version, if two are compared side by side. In that case, the same iteration of the same user has
   * the same random draws on both.
   */
  side: Side.optional(),
  /** When the input was planned: the end of the previous step plus think time and typing. */
  intendedAt: stamp,
  /** The timestamp of the input event in the page; absent if there was no input. */
  inputAt: stamp.optional(),
  /** `paint − input`; for a step given up, from the input to that moment. Absent if there was no input. */
  responseMs: duration.optional(),
  /** `input − intended start`: what the generator added before the input. */
  lagMs: z.number(),
  /** Part of the lag: delay of the worker's last timer before the timed input. Absent if no timer was needed. */
  workerDelayMs: duration.optional(),
  /** `handled − input`: how long the input waited until the page could react. */
  inputDelayMs: duration.optional(),
  /** `paint − intended start`: corrected for coordinated omission; for a step given up, up to that moment. */
  correctedMs: duration,
  /** Which paint `responseMs` ends at; absent if there was none. */
  paintSource: PaintSource.optional(),
  /** From the input to each end that was observed. */
  paint: z.strictObject({
    settledMs: z.number().optional(),
    frameMs: z.number().optional(),
    contentfulMs: z.number().optional(),
    presentationMs: z.number().optional(),
  }),
  outcome: StepOutcome,
  /** Why its end may be wrong; absent if nothing speaks against it. */
  doubts: z.array(z.enum(doubts)).optional(),
  request: RequestSample.optional(),
  /**
   * All requests of the page between input and settled end: how many, and the bytes transferred over the
   * network, which are absent if a response does not report its size; also the size of text bodies
   * (documents, scripts, styles, data) as transferred and as the page saw them.
   */
  traffic: z
    .strictObject({
      requests: z.number().int(),
      /** Data requests by scripts: fetch and XMLHttpRequest. */
      dataRequests: z.number().int().optional(),
      transferBytes: z.number().int().optional(),
      encodedTextBytes: z.number().int().optional(),
      decodedTextBytes: z.number().int().optional(),
    })
    .optional(),
  /** The resource that blocked the rendering of a page load for longest. */
  blocking: z.strictObject({ url: z.string(), durationMs: duration }).optional(),
  /** The largest layout shift of the step, and the selector of the element that moved most. */
  shift: z.strictObject({ value: z.number().nonnegative(), of: z.string().optional() }).optional(),
  /** JavaScript heap in use after the step. */
  jsHeapBytes: z.number().positive().optional(),
  vitals: Vitals,
  longFrame: LongFrame.optional(),
  softNavigation: SoftNavigation.optional(),
});
export type StepSample = z.infer<typeof StepSample>;

/**
 * A step that could not be taken or recognised, because the journey or page model does not fit the page: neither the
 * product nor the machine is to blame.
 */
export const MisfitSample = z.strictObject({
  type: z.literal('misfit'),
  user: z.number().int().nonnegative(),
  journey: z.string(),
  step: z.string(),
  kind: StepKind,
  phase: Phase,
  at: stamp,
  message: z.string(),
  /** What the page showed, of the first one of each step: a path relative to the run folder. */
  picture: z.string().optional(),
});
export type MisfitSample = z.infer<typeof MisfitSample>;

/** What a screencast of one step shows, taken alone, without load. */
export const FilmSample = z.strictObject({
  type: z.literal('film'),
  journey: z.string(),
  step: z.string(),
  at: stamp,
  /** Why the step could not be taken. */
  message: z.string().optional(),
  /** From the input to the end of the step; absent if it could not be taken. */
  claimedMs: duration.optional(),
  /** From the input to the last visible change, what is restless set aside; absent if nothing changed. */
  seenMs: duration.optional(),
  doubts: z.array(z.enum(doubts)).optional(),
  /** Small pictures, JPEG in base64: before the input, at the end of the step, and at the last change if that is elsewhere. */
  strip: z.array(z.strictObject({ afterInputMs: z.number(), image: z.base64() })),
});
export type FilmSample = z.infer<typeof FilmSample>;

/** A user starts or ends; in between it is active, in a step or thinking. */
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

/**
 * How far a clock is ahead of the runner's, and the maximum error of that: half of the interval that the best
 * round trips left open. Timestamps of a user are converted to the runner's clock before they are written.
 */
export const ClockSample = z.strictObject({
  type: z.literal('clock'),
  of: z.enum(['page', 'worker', 'server']),
  /** Absent for the server. */
  user: z.number().int().nonnegative().optional(),
  at: stamp,
  offsetMs: z.number(),
  boundMs: duration,
});
export type ClockSample = z.infer<typeof ClockSample>;

/** The times of the run, fixed when the barrier opens. */
export const ScheduleSample = z.strictObject({
  type: z.literal('schedule'),
  /** From the start of the run's set-up until all users were ready. */
  barrierMs: duration,
  releasedAt: stamp,
  steadyStartAt: stamp,
  steadyEndAt: stamp,
});
export type ScheduleSample = z.infer<typeof ScheduleSample>;

/** One Lighthouse run on one page, with a cold cache. */
export const AuditSample = z.strictObject({
  type: z.literal('audit'),
  page: z.enum(auditedPages),
  url: z.string(),
  at: stamp,
  round: z.number().int().nonnegative(),
  /** Scores, 0–1. */
  categories: z.record(z.string(), z.number()),
  /** `numericValue` by audit. */
  audits: z.record(z.string(), z.number()),
  benchmarkIndex: z.number().optional(),
});
export type AuditSample = z.infer<typeof AuditSample>;

/** Result of the audits of a page, or of the user flow. Absent if the run ended before. */
export const AuditReportSample = z.strictObject({
  type: z.literal('audit report'),
  of: z.enum(auditSubjects),
  at: stamp,
  /** Lighthouse's own report, relative to the run folder; absent if it could not be created. */
  file: z.string().optional(),
  /** What went wrong, in order. */
  failures: z.array(z.string()),
});
export type AuditReportSample = z.infer<typeof AuditReportSample>;

/** How the run ended; absent if the machine or the process died. */
export const EndSample = z.strictObject({
  type: z.literal('end'),
  at: stamp,
  /** `down`: no step was answered any more. */
  reason: z.enum(['completed', 'interrupted', 'failed', 'down']),
});
export type EndSample = z.infer<typeof EndSample>;

export const Sample = z.discriminatedUnion('type', [
  StepSample,
  MisfitSample,
  FilmSample,
  UserSample,
  ErrorSample,
  ClockSample,
  ScheduleSample,
  AuditSample,
  AuditReportSample,
  SourceSample,
  DatabaseSample,
  LogSample,
  ReplaySample,
  TraceSample,
  EndSample,
]);
export type Sample = z.infer<typeof Sample>;

/**
 * One reading of a source, over the interval that ends at `at`. Names in `values` include their unit:
 * `cpuMs`, `memoryBytes`, `cpuShare` (0–1 of the whole machine); counters are the increase during the
 * interval. docs/telemetry.md lists them.
 */
export const TelemetrySample = z.strictObject({
  type: z.literal('telemetry'),
  at: stamp,
  intervalMs: z.number().positive(),
  /**
   * `host`, `canary`, the name of a process group (workers, runner, browser, browser server, app, database,
   * engine), or a source that is read over the network: postgresql, vespa, redis, metrics.
   */
  source: z.string(),
  values: z.record(z.string(), z.number()),
});
export type TelemetrySample = z.infer<typeof TelemetrySample>;
