import { z } from 'zod';

/** What a run writes down about the inside of the product, to find out why it is slow. Units as in `sample.ts`. */

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
  /** What one would have to do or grant so that it can be read: a setting, a command. */
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

/** PostgreSQL over the steady state: differences, unless the name tells of a state. */
export const DatabaseSample = z.strictObject({
  type: z.literal('database'),
  at: stamp,
  /** Between the two readings. */
  overMs: duration,
  version: z.string(),
  /** Settings that advice reads: shared_buffers, work_mem, max_connections, random_page_cost, … */
  settings: z.record(z.string(), z.string()),
  /** Absent without `pg_stat_statements`. Most total time first; statements of our own are left out. */
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
      /** With its indexes, at the end. Absent when it could not be asked. */
      bytes: count.optional(),
      analyzedAt: z.string().optional(),
    }),
  ),
  indexes: z.array(
    z.strictObject({ name: z.string(), table: z.string(), scans: count, bytes: count.optional() }),
  ),
  /** Blocks found in shared buffers, of all that were asked for. */
  cacheHitShare: z.number().min(0).max(1).optional(),
  tempBytes: count.optional(),
  /** How often a session was seen waiting, by `type: event` of `pg_stat_activity`; readings once a second. */
  waits: z.record(z.string(), count),
  /** Plans that `auto_explain` wrote, where its log could be read. */
  loggedPlans: z.array(z.string()).optional(),
});
export type DatabaseSample = z.infer<typeof DatabaseSample>;

/** Lines of the product's logs in the steady state that tell of errors. */
export const LogSample = z.strictObject({
  type: z.literal('log'),
  at: stamp,
  file: z.string(),
  /** All of them. */
  errors: count,
  /** The first few that differ, shortened. */
  lines: z.array(z.string()),
});
export type LogSample = z.infer<typeof LogSample>;

/** The request behind one of the slowest steps, asked again when everybody had gone. */
export const ReplaySample = z.strictObject({
  type: z.literal('replay'),
  at: stamp,
  /** The slow step: its trace id. */
  stepId: z.string(),
  url: z.string(),
  /** From asking to the last byte, alone on the machine and past the product's cache: median of `rounds`. Absent when it failed. */
  aloneMs: duration.optional(),
  rounds: count,
  status: z.number().int().optional(),
  serverTimingMs: z.record(z.string(), duration),
  /** What the request asked of the database. Values are absent where only `pg_stat_statements` tells. */
  statements: z.array(
    z.strictObject({
      text: z.string(),
      values: z.array(z.unknown()).optional(),
      calls: count,
      /** Of all calls together. */
      durationMs: duration.optional(),
      /** `EXPLAIN (FORMAT JSON)` as PostgreSQL answered it. */
      plan: z.unknown().optional(),
      /** Whether it was executed for that (`ANALYZE`), or only planned (`GENERIC_PLAN`). */
      analysed: z.boolean().optional(),
    }),
  ),
  /** What it asked of the engine, asked again with profiling. */
  engine: z.array(
    z.strictObject({
      url: z.string(),
      /** What the product waited for it. */
      durationMs: duration.optional(),
      /** Asked again without and with profiling. */
      aloneMs: duration.optional(),
      profiledMs: duration.optional(),
      status: z.number().int().optional(),
      /** The answer as the product gets it, without its hits: its times and coverage are the true ones. */
      plain: z.unknown().optional(),
      /** The profiled answer as it came, without its hits. */
      answer: z.unknown().optional(),
    }),
  ),
  /** Functions of the server in which the time went, most first; only when a CPU profile was asked for. */
  cpu: z
    .array(
      z.strictObject({ function: z.string(), url: z.string(), line: z.number().int(), selfMs: duration }),
    )
    .optional(),
  /** What could not be looked at, and what one would have to grant. */
  missing: z.array(z.string()),
});
export type ReplaySample = z.infer<typeof ReplaySample>;

/** The slowest step of a journey, walked again with tracing on. Files are relative to the run folder. */
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
