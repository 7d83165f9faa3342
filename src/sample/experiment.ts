import { z } from 'zod';
import { BudgetResult } from './analysis.ts';
import { ComparedMetric, Comparison, Margin } from './comparison.ts';
import { Advice } from './diagnosis.ts';

/** A change to be tested, as a file under `experiments/`. */

/** A value for a variable, or a list variable without one of its items: `TARGET_FAULTS` without `no-cache`. */
const value = z.union([z.string(), z.strictObject({ without: z.string() })]);

const side = z
  .strictObject({
    /** Environment variables for starting the product; they override those of the shell. */
    env: z.record(z.string(), value),
    /** The product's address; omitted for a copy of the project's target, started by `target.command`. */
    url: z.url(),
    /** Starts the product, keeps running, and is stopped afterwards. */
    command: z.string(),
    /** Runs to completion before measuring, such as a configuration deployment. */
    configure: z.string(),
    /** Query parameters added to the address of the side. */
    query: z.record(z.string(), z.string()),
  })
  .partial();
export type ExperimentSide = z.infer<typeof side>;

export const Experiment = z.strictObject({
  $schema: z.string().optional(),
  /** What changes, as a short sentence. */
  title: z.string(),
  why: z.string(),
  /** Ids of the advice for which `footfall tune` tries this. */
  cures: z.array(z.string()).optional(),
  base: side.optional(),
  variant: side,
  workload: z.string().optional(),
  margin: Margin.partial().optional(),
  /** Whether both sides must give the same answers; default: `same`. */
  answers: z.enum(['same', 'may differ']).optional(),
  /** Names of fields in the answers that may always differ, such as `took`. */
  ignore: z.array(z.string()).optional(),
});
export type Experiment = z.infer<typeof Experiment>;

/** Whether two sides give the same answers. */
export const AnswerComparison = z.strictObject({
  /** Distinct requests sent to both sides. */
  asked: z.number().int(),
  same: z.number().int(),
  differences: z.array(
    z.strictObject({
      request: z.string(),
      /** Path in the answer, or the whole answer if it is not JSON. */
      at: z.string(),
      base: z.string(),
      variant: z.string(),
    }),
  ),
});
export type AnswerComparison = z.infer<typeof AnswerComparison>;

/** What was required of the answers, and what was found. */
const Answers = z.strictObject({
  asked: z.enum(['same', 'may differ']),
  /** Absent if no request could be sent to both sides. */
  found: AnswerComparison.optional(),
});

/** A side as it was started. */
const StartedAs = z.strictObject({
  /** Including the query parameters. */
  url: z.string(),
  /** The experiment's variables with their resulting values. */
  env: z.record(z.string(), z.string()),
  command: z.string().optional(),
  configure: z.string().optional(),
});

/** `experiment.json`: the result. The figures are in `comparison.json` next to it, with the variant as head. */
export const ExperimentResult = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string(),
  title: z.string(),
  why: z.string(),
  startedAt: z.string(),
  base: StartedAs,
  variant: StartedAs,
  /** `better`: at least one metric is surely faster and none is slower. Says nothing about the answers. */
  outcome: z.enum(['better', 'worse', 'no difference', 'not decided']),
  /** Sentences, most important first. */
  reasons: z.array(z.string()),
  answers: Answers,
});
export type ExperimentResult = z.infer<typeof ExperimentResult>;

/** Whether the variant had to give the same answers as the base, and did not. */
export function answersDiffer({ answers: { asked, found } }: Pick<ExperimentResult, 'answers'>): boolean {
  return asked === 'same' && found !== undefined && found.differences.length > 0;
}

/** A metric that surely changed, and its step. */
const ChangedMetric = z.strictObject({ journey: z.string(), step: z.string(), metric: ComparedMetric });
export type ChangedMetric = z.infer<typeof ChangedMetric>;

/** An experiment that `footfall tune` found for a piece of advice, and its result. */
export const Attempt = z.strictObject({
  experiment: z.string(),
  title: z.string(),
  /** Ids of the advice that it addresses. */
  advice: z.array(z.string()).min(1),
  /** `skipped`: it was not measured completely. */
  status: z.enum(['kept', 'dropped', 'skipped']),
  /** Why, as a sentence. */
  reason: z.string(),
  /** Variables that it changes, in addition to those kept until then. */
  env: z.record(z.string(), z.string()),
  /** Absent if it was skipped. */
  measured: z
    .strictObject({
      /** The run folder of the comparison, next to that of the tuning. */
      run: z.string(),
      /** Faster ones first. */
      changed: z.array(ChangedMetric),
      answers: Answers,
    })
    .optional(),
});
export type Attempt = z.infer<typeof Attempt>;

/** A run of the whole workload, before or after. */
const WholeRun = z.strictObject({
  /** Its folder, next to that of the tuning. */
  run: z.string(),
  outcome: z.enum(['pass', 'fail', 'inconclusive', 'invalid']),
  acceptance: z.array(BudgetResult),
  advice: z.array(Advice),
});
export type WholeRun = z.infer<typeof WholeRun>;

const StepFigures = z.strictObject({
  samples: z.number().int().nonnegative(),
  errors: z.number().int().nonnegative(),
  /** Absent if no step was answered. */
  latencyMs: z.strictObject({ p50: z.number(), p95: z.number() }).optional(),
});

/** A step in the two whole runs. */
export const TunedStep = z.strictObject({
  journey: z.string(),
  step: z.string(),
  before: StepFigures.optional(),
  after: StepFigures.optional(),
  /** The change of the p50, as far as two stored runs can support it; absent if they are not comparable. */
  change: ComparedMetric.optional(),
});
export type TunedStep = z.infer<typeof TunedStep>;

/** `tune.json`: what `footfall tune` tried, kept and gained. Its reports are rendered from this alone. */
export const Tuning = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string(),
  startedAt: z.string(),
  workload: z.string(),
  users: z.number().int(),
  before: WholeRun,
  /** With all kept changes; absent if nothing was kept or it was not measured. */
  after: WholeRun.optional(),
  steps: z.array(TunedStep),
  /** In the order tried. */
  attempts: z.array(Attempt),
  /** What to set to get the product as it was last measured. */
  kept: z.record(z.string(), z.string()),
  withoutExperiment: z.array(z.strictObject({ advice: Advice, why: z.string() })),
  /** How far the two whole runs can be trusted, as sentences. */
  notes: Comparison.shape.notes,
  /** Why it ended early, as a sentence. */
  cutShort: z.string().optional(),
});
export type Tuning = z.infer<typeof Tuning>;
