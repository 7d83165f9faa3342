import { z } from 'zod';
import { layerGroups } from './layer-groups.ts';

/** The parts of `analysis.json` that explain why the product is slow. */

/** A part of a plan or of an engine's trace, drawn as a tree. */
export interface TreeNode {
  label: string;
  /** Including children. */
  ms?: number | undefined;
  /** Excluding children. */
  selfMs?: number | undefined;
  /** Estimated and actual values, filters, counts. */
  detail?: string | undefined;
  /** Whether the time is spent here. */
  costly?: boolean | undefined;
  children: TreeNode[];
}
export const TreeNode: z.ZodType<TreeNode> = z.strictObject({
  label: z.string(),
  ms: z.number().optional(),
  selfMs: z.number().optional(),
  detail: z.string().optional(),
  costly: z.boolean().optional(),
  get children() {
    return z.array(TreeNode);
  },
});

/** One of the slowest distinct queries, and the result of replaying it alone. */
export const SlowQuery = z.strictObject({
  /** The slowest step with this request. */
  stepId: z.string(),
  journey: z.string(),
  step: z.string(),
  user: z.number().int(),
  url: z.string(),
  query: z.strictObject({ text: z.string(), kind: z.string() }).optional(),
  /** Latency of that step, and the number of steady-state steps with this request. */
  seenMs: z.number(),
  steps: z.number().int(),
  /** That step's own layers. */
  layersMs: z.record(z.string(), z.number()),
  /** The request alone. */
  aloneMs: z.number().optional(),
  statements: z.array(
    z.strictObject({
      text: z.string(),
      /** As text, in the order of `$1`, `$2`, … */
      values: z.array(z.string()).optional(),
      calls: z.number().int(),
      durationMs: z.number().optional(),
      plan: TreeNode.optional(),
      /** Description of the costly node. */
      finding: z.string().optional(),
    }),
  ),
  engine: z.array(
    z.strictObject({
      url: z.string(),
      durationMs: z.number().optional(),
      aloneMs: z.number().optional(),
      queryMs: z.number().optional(),
      summaryMs: z.number().optional(),
      hits: z.number().int().optional(),
      /** 0–1; below 1 the answer is partial. */
      coverage: z.number().optional(),
      degraded: z.array(z.string()).optional(),
      errors: z.array(z.string()).optional(),
      trace: TreeNode.optional(),
      finding: z.string().optional(),
    }),
  ),
  cpu: z.array(z.strictObject({ function: z.string(), where: z.string(), selfMs: z.number() })).optional(),
  /** Traces of this very step, relative to the run folder. */
  traces: z.strictObject({ playwright: z.string().optional(), chromium: z.string().optional() }).optional(),
  missing: z.array(z.string()),
});
export type SlowQuery = z.infer<typeof SlowQuery>;

/** What distinguishes the slowest steps of a name from the others. */
export const SlowFactor = z.strictObject({
  factor: z.enum(['layer', 'query kind', 'cache', 'results', 'payload', 'time', 'user', 'concurrency']),
  /** In words, with figures. */
  sentence: z.string(),
});
export type SlowFactor = z.infer<typeof SlowFactor>;

export const changeKinds = [
  'sql',
  'services.xml',
  'schema',
  'query parameter',
  'configuration',
  'code',
  'html',
] as const;

/** Not about latency (a leak, errors); the cost is unknown; the cost is negligible under this load. */
const noShareReasons = ['not latency', 'untold', 'little'] as const;

/** A symptom with its evidence, and the change that would fix it. */
export const Advice = z.strictObject({
  /** `layer.cause`, such as `database.missing-index`. Experiments refer to it in `cures`. */
  id: z.string(),
  layer: z.enum(layerGroups),
  /** The cause, in a few words. */
  title: z.string(),
  symptom: z.string(),
  /** Observed values by name, with their unit. */
  evidence: z.array(z.strictObject({ name: z.string(), value: z.string() })).min(1),
  change: z.strictObject({
    what: z.string(),
    kind: z.enum(changeKinds),
    snippet: z.string().optional(),
  }),
  source: z.strictObject({ title: z.string(), url: z.string() }),
  /** Affected steps, largest gain first; empty if it does not concern particular steps (a leak). */
  steps: z.array(z.strictObject({ journey: z.string(), step: z.string() })),
  /** Share of the total latency of all steady-state steps that it could save. */
  share: z.number().min(0).max(1).optional(),
  /** Why it has no share; absent if it has one. */
  noShare: z.enum(noShareReasons).optional(),
});
export type Advice = z.infer<typeof Advice>;

/** The database over the steady state: where it spent most time. */
export const DatabaseAnalysis = z.strictObject({
  /** Most total time first; absent if the database does not collect statement statistics. */
  statements: z
    .array(
      z.strictObject({
        text: z.string(),
        calls: z.number().int(),
        totalMs: z.number(),
        rows: z.number(),
      }),
    )
    .optional(),
  /** Largest first. */
  tables: z.array(
    z.strictObject({
      name: z.string(),
      rows: z.number(),
      bytes: z.number().optional(),
      /** Rows read by sequential scans, and the number of index scans. */
      scannedRows: z.number(),
      indexScans: z.number(),
    }),
  ),
  /** Largest first, including unused ones. */
  indexes: z.array(
    z.strictObject({
      name: z.string(),
      table: z.string(),
      bytes: z.number().optional(),
      scans: z.number(),
    }),
  ),
  /** How often a session was seen waiting, sampled once a second; most frequent first. */
  waits: z.array(z.strictObject({ wait: z.string(), times: z.number().int() })),
  /** Plans that the database logged itself. */
  loggedPlans: z.array(z.string()),
});
export type DatabaseAnalysis = z.infer<typeof DatabaseAnalysis>;

export const TelemetryAnalysis = z.strictObject({
  sources: z.array(
    z.strictObject({
      source: z.string(),
      status: z.enum(['read', 'partly', 'unreachable']),
      message: z.string().optional(),
      grant: z.string().optional(),
    }),
  ),
  /** Readings over the run, in milliseconds from the release, as in the timeline. At most 600 points each. */
  series: z.array(
    z.strictObject({
      source: z.string(),
      /** As in the telemetry's `values`; the name carries the unit. */
      metric: z.string(),
      points: z.array(z.tuple([z.number(), z.number()])),
    }),
  ),
  database: DatabaseAnalysis.optional(),
  logErrors: z.array(
    z.strictObject({ file: z.string(), errors: z.number().int(), lines: z.array(z.string()) }),
  ),
});
export type TelemetryAnalysis = z.infer<typeof TelemetryAnalysis>;

/** All answered steady-state steps together, by layer; the shares add up to 1. */
export const WhereTimeGoes = z.strictObject({
  steps: z.number().int(),
  /** Mean latency. */
  meanMs: z.number(),
  layers: z.array(z.strictObject({ layer: z.enum(layerGroups), meanMs: z.number(), share: z.number() })),
  /** The same for the slowest 5 % of each step. */
  slowest: z.strictObject({
    steps: z.number().int(),
    meanMs: z.number(),
    layers: z.array(z.strictObject({ layer: z.enum(layerGroups), meanMs: z.number(), share: z.number() })),
  }),
});
export type WhereTimeGoes = z.infer<typeof WhereTimeGoes>;
