import { z } from 'zod';
import { BudgetResult } from './analysis.ts';
import { ComparedMetric, Comparison, Margin } from './comparison.ts';
import { Advice } from './diagnosis.ts';

/** A change to be proven, as a file under `experiments/`. */

/** A value for a variable, or a list variable without one of its items: `TARGET_FAULTS` without `no-cache`. */
const value = z.union([z.string(), z.strictObject({ without: z.string() })]);

const side = z
  .strictObject({
    /** Variables that the product is started with, over those of the shell. */
    env: z.record(z.string(), value),
    /** Where it answers; left out for a copy of the reference target. */
    url: z.url(),
    /** Starts it, stays, and is ended afterwards. */
    command: z.string(),
    /** Runs to its end before measuring, such as a deployment of a configuration. */
    configure: z.string(),
    /** Query parameters that are added to the address of the side. */
    query: z.record(z.string(), z.string()),
  })
  .partial();
export type ExperimentSide = z.infer<typeof side>;

export const Experiment = z.strictObject({
  $schema: z.string().optional(),
  /** What is changed, as a short sentence. */
  title: z.string(),
  why: z.string(),
  /** Advice (its `id`) for which `footfall tune` tries this. */
  cures: z.array(z.string()).optional(),
  base: side.optional(),
  variant: side,
  workload: z.string().optional(),
  margin: Margin.partial().optional(),
  /** Whether both sides must give the same answers: `same` unless it is said. */
  answers: z.enum(['same', 'may differ']).optional(),
  /** Names of fields in the answers that may always differ, such as `took`. */
  ignore: z.array(z.string()).optional(),
});
export type Experiment = z.infer<typeof Experiment>;

/** Whether two sides answer the same. */
export const AnswerComparison = z.strictObject({
  /** Distinct requests that were asked of both. */
  asked: z.number().int(),
  same: z.number().int(),
  differences: z.array(
    z.strictObject({
      request: z.string(),
      /** Where in the answer, as a path; the whole answer when it is no JSON. */
      at: z.string(),
      base: z.string(),
      variant: z.string(),
    }),
  ),
});
export type AnswerComparison = z.infer<typeof AnswerComparison>;

/** What was asked of the answers, and what was found. */
const Answers = z.strictObject({
  asked: z.enum(['same', 'may differ']),
  /** Absent when no request could be asked of both sides. */
  found: AnswerComparison.optional(),
});

/** A side as it was started. */
const StartedAs = z.strictObject({
  /** With the query parameters. */
  url: z.string(),
  /** The variables that the experiment names, as they came to be. */
  env: z.record(z.string(), z.string()),
  command: z.string().optional(),
  configure: z.string().optional(),
});

/** `experiment.json`: what an experiment came to. The figures are in `comparison.json` beside it; the variant is its head. */
export const ExperimentResult = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string(),
  title: z.string(),
  why: z.string(),
  startedAt: z.string(),
  base: StartedAs,
  variant: StartedAs,
  /** `better`: something is surely faster and nothing slower. It says nothing of the answers. */
  outcome: z.enum(['better', 'worse', 'no difference', 'not decided']),
  /** Sentences, the most telling first. */
  reasons: z.array(z.string()),
  answers: Answers,
});
export type ExperimentResult = z.infer<typeof ExperimentResult>;

/** Whether the variant had to answer as the base did, and did not. */
export function answersDiffer({ answers: { asked, found } }: Pick<ExperimentResult, 'answers'>): boolean {
  return asked === 'same' && found !== undefined && found.differences.length > 0;
}

/** A metric that changed for sure, and of which step. */
const ChangedMetric = z.strictObject({ journey: z.string(), step: z.string(), metric: ComparedMetric });
export type ChangedMetric = z.infer<typeof ChangedMetric>;

/** An experiment that `footfall tune` had for an advice, and what became of it. */
export const Attempt = z.strictObject({
  experiment: z.string(),
  title: z.string(),
  /** Of the advice that it answers: the `id`. */
  advice: z.array(z.string()).min(1),
  /** `skipped`: it was not measured to its end. */
  status: z.enum(['kept', 'dropped', 'skipped']),
  /** Why, as a sentence. */
  reason: z.string(),
  /** Variables that it changes, on top of what was kept until then. */
  env: z.record(z.string(), z.string()),
  /** Absent when it was skipped. */
  measured: z
    .strictObject({
      /** The run folder of the comparison, beside that of the tuning. */
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
  /** Its folder, beside that of the tuning. */
  run: z.string(),
  outcome: z.enum(['pass', 'fail', 'inconclusive', 'invalid']),
  acceptance: z.array(BudgetResult),
  advice: z.array(Advice),
});
export type WholeRun = z.infer<typeof WholeRun>;

const StepFigures = z.strictObject({
  samples: z.number().int().nonnegative(),
  errors: z.number().int().nonnegative(),
  /** Absent when no step was answered. */
  latencyMs: z.strictObject({ p50: z.number(), p95: z.number() }).optional(),
});

/** A step in the two whole runs. */
export const TunedStep = z.strictObject({
  journey: z.string(),
  step: z.string(),
  before: StepFigures.optional(),
  after: StepFigures.optional(),
  /** What two stored runs can bear of the change of the p50; absent where they do not compare. */
  change: ComparedMetric.optional(),
});
export type TunedStep = z.infer<typeof TunedStep>;

/** `tune.json`: what `footfall tune` tried, kept and won. Its reports are rendered from this alone. */
export const Tuning = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string(),
  startedAt: z.string(),
  workload: z.string(),
  users: z.number().int(),
  before: WholeRun,
  /** With all that was kept; absent when nothing was kept, or when it was not measured. */
  after: WholeRun.optional(),
  steps: z.array(TunedStep),
  /** In the order in which they were tried. */
  attempts: z.array(Attempt),
  /** What to set so that the product is as it was measured last. */
  kept: z.record(z.string(), z.string()),
  withoutExperiment: z.array(z.strictObject({ advice: Advice, why: z.string() })),
  /** How far the two whole runs can be trusted, as sentences. */
  notes: Comparison.shape.notes,
  /** Why it ended before its time, as a sentence. */
  cutShort: z.string().optional(),
});
export type Tuning = z.infer<typeof Tuning>;
