import { z } from 'zod';

/** What a run records about the product's internals, to find out why it is slow. Units as in `sample.ts`. */

const stamp = z.number().positive();
const duration = z.number().nonnegative();
const count = z.number().int().nonnegative();

/** Whether a source of telemetry could be read. A source may have several: the last one counts. */
export const SourceSample = z.strictObject({
  type: z.literal('source'),
  /** `host`, `postgresql`, `vespa`, `redis`, `metrics` (Prometheus), `logs`, or the name of a process group. */
  source: z.string(),
  at: stamp,
  status: z.enum(['read', 'partly', 'unreachable']),
  /** What is missing, and why. */
  message: z.string().optional(),
  /** What to set or grant so that it can be read: a setting, a command. */
  grant: z.string().optional(),
});
export type SourceSample = z.infer<typeof SourceSample>;

/** One normalised statement of `pg_stat_statements`, as the difference of two readings. */
export const StatementSample = z.strictObject({
  id: z.string(),
  /** With `$1` in place of values. */
  text: z.string(),
  calls: count,
  totalMs: duration,
  rows: count,
  sharedHitBlocks: count,
  sharedReadBlocks: count,
  tempWrittenBlocks: count,
});
export type StatementSample = z.infer<typeof StatementSample>;

/** PostgreSQL over the steady state: differences, unless the name refers to a state. */
export const DatabaseSample = z.strictObject({
  type: z.literal('database'),
  at: stamp,
  /** Between the two readings. */
  overMs: duration,
  version: z.string(),
  /** Settings that advice reads: shared_buffers, work_mem, max_connections, random_page_cost, … */
  settings: z.record(z.string(), z.string()),
  /** Absent without `pg_stat_statements`. Most total time first; Footfall's own statements are left out. */
  statements: z.array(StatementSample).optional(),
  tables: z.array(
    z.strictObject({
      name: z.string(),
      /** Estimated live and dead rows at the end. */
      liveRows: count,
      deadRows: count,
      /** Rows changed since the last analyze. */
      changedRows: count,
      /** Sequential scans, and the rows they read. */
      scans: count,
      scannedRows: count,
      indexScans: count,
      /** Including indexes, at the end. Absent if it could not be read. */
      bytes: count.optional(),
      analyzedAt: z.string().optional(),
    }),
  ),
  indexes: z.array(
    z.strictObject({ name: z.string(), table: z.string(), scans: count, bytes: count.optional() }),
  ),
  /** Cache hit ratio: the share of requested blocks that were found in shared buffers. */
  cacheHitShare: z.number().min(0).max(1).optional(),
  tempBytes: count.optional(),
  /** How often a session was seen waiting, by `type: event` of `pg_stat_activity`; readings once a second. */
  waits: z.record(z.string(), count),
  /** Plans that `auto_explain` wrote, if its log could be read. */
  loggedPlans: z.array(z.string()).optional(),
});
export type DatabaseSample = z.infer<typeof DatabaseSample>;

/** Lines of the product's logs in the steady state that report errors. */
export const LogSample = z.strictObject({
  type: z.literal('log'),
  at: stamp,
  file: z.string(),
  /** Number of all error lines. */
  errors: count,
  /** The first few distinct ones, shortened. */
  lines: z.array(z.string()),
});
export type LogSample = z.infer<typeof LogSample>;

/** The request behind one of the slowest steps, replayed after all users have left. */
export const ReplaySample = z.strictObject({
  type: z.literal('replay'),
  at: stamp,
  /** The slow step: its trace id. */
  stepId: z.string(),
  url: z.string(),
  /**
   * From request to last byte, alone on the machine and bypassing the product's cache: median of `rounds`.
   * Absent if it failed.
   */
  aloneMs: duration.optional(),
  rounds: count,
  status: z.number().int().optional(),
  serverTimingMs: z.record(z.string(), duration),
  /** Database statements of the request. Values are absent if they come from `pg_stat_statements` only. */
  statements: z.array(
    z.strictObject({
      text: z.string(),
      values: z.array(z.unknown()).optional(),
      calls: count,
      /** Total of all calls. */
      durationMs: duration.optional(),
      /** Output of PostgreSQL's `EXPLAIN (FORMAT JSON)`. */
      plan: z.unknown().optional(),
      /** Whether the statement was executed for the plan (`ANALYZE`) or only planned (`GENERIC_PLAN`). */
      analysed: z.boolean().optional(),
    }),
  ),
  /** Engine requests of the request, replayed with profiling. */
  engine: z.array(
    z.strictObject({
      url: z.string(),
      /** How long the product waited for it. */
      durationMs: duration.optional(),
      /** Replayed without and with profiling. */
      aloneMs: duration.optional(),
      profiledMs: duration.optional(),
      status: z.number().int().optional(),
      /** The response as the product gets it, without its hits: its times and coverage are the true ones. */
      plain: z.unknown().optional(),
      /** The profiled response as received, without its hits. */
      answer: z.unknown().optional(),
    }),
  ),
  /** Server functions by CPU time, most first; only if a CPU profile was requested. */
  cpu: z
    .array(
      z.strictObject({ function: z.string(), url: z.string(), line: z.number().int(), selfMs: duration }),
    )
    .optional(),
  /** What could not be examined, and what to grant. */
  missing: z.array(z.string()),
});
export type ReplaySample = z.infer<typeof ReplaySample>;

/** The slowest step of a journey, repeated with tracing on. Files are relative to the run folder. */
export const TraceSample = z.strictObject({
  type: z.literal('trace'),
  at: stamp,
  stepId: z.string(),
  /** For `npx playwright show-trace`. */
  playwright: z.string().optional(),
  /** For Chromium's performance panel. */
  chromium: z.string().optional(),
  failure: z.string().optional(),
});
export type TraceSample = z.infer<typeof TraceSample>;
