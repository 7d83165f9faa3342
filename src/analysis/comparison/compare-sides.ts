import type { Comparison } from '../../sample/comparison.ts';
import type { RunRecord } from '../../sample/record.ts';
import type { StepSample } from '../../sample/sample.ts';
import type { Side } from '../../sample/side.ts';
import { endOf } from '../load/run-window.ts';
import { answer } from './answer.ts';
import { askStep } from './asked-step.ts';
import { doubtSentences } from './doubt-sentences.ts';
import { stepsOnOneSide } from './only-in.ts';
import { pairedQuestions } from './paired-questions.ts';
import { interruptedSentence, runNotes } from './run-notes.ts';
import type { ComparisonSettings } from './settings.ts';
import { pairsOf, steadyRounds, stepsOfSides } from './steps-of-sides.ts';
import { comparisonVerdict } from './verdict.ts';

/** The display names of the two sides. */
export interface SideNames {
  base: string;
  head: string;
}

/** From the release of the users to the last step, in milliseconds; undefined if either is missing. */
function durationMs({ samples }: RunRecord, steps: StepSample[]): number | undefined {
  const schedule = samples.find((sample) => sample.type === 'schedule');
  if (schedule === undefined || steps.length === 0) return undefined;
  const lastAt = steps.reduce((latest, step) => Math.max(latest, endOf(step)), 0);
  return Math.max(0, lastAt - schedule.releasedAt);
}

/**
 * Compares two versions measured side by side in one run: each user did the same on both, in turns. What both sides share,
 * such as the query, the user and the state of the machine, cancels out in the difference of each pair, so this detects
 * much smaller changes than a comparison of two runs.
 *
 * @throws if the run did not measure two sides
 */
export function compareSides(record: RunRecord, names: SideNames, settings: ComparisonSettings): Comparison {
  const { run } = record;
  const { sides, workload } = run;
  if (sides === undefined) {
    throw new Error(`run ${run.id} measured one product, not two side by side; compare it with another run`);
  }
  const all = record.samples.filter((sample) => sample.type === 'step');
  const steady = steadyRounds(all);
  const of = (steps: StepSample[], side: Side) => steps.filter((step) => step.side === side);
  const onBothSides = (steps: StepSample[]) =>
    stepsOfSides({ base: of(steps, 'base'), head: of(steps, 'head') });
  const onlyIn = stepsOnOneSide(onBothSides(all));
  const alone = new Set(onlyIn.map(({ journey, step }) => JSON.stringify([journey, step])));
  const asked = onBothSides(steady)
    .filter(({ journey, step }) => !alone.has(JSON.stringify([journey, step])))
    .map((step) => askStep(step, (_, source) => pairedQuestions(pairsOf(step), settings.margin, source)));
  const steps = answer(asked, settings);
  const interrupted = interruptedSentence(record);
  const duration = durationMs(record, all);
  return {
    schemaVersion: 1,
    id: run.id,
    startedAt: run.startedAt,
    method: 'side by side',
    base: { name: names.base, url: sides.base },
    head: { name: names.head, url: sides.head },
    workload: workload.name,
    users: workload.users,
    seed: workload.seed,
    viewport: `${workload.viewport.width}×${workload.viewport.height}`,
    browser: { name: run.browser.name, version: run.browser.version },
    environment: run.environment,
    margin: settings.margin,
    confidence: settings.confidence,
    looks: { planned: settings.looks, taken: settings.look },
    ...(duration !== undefined && { durationMs: duration }),
    steps,
    onlyIn,
    notes: runNotes(record),
    verdict: comparisonVerdict({
      steps,
      onlyIn,
      margin: settings.margin,
      incomparable: [],
      unmeasured: (['base', 'head'] as const).filter((side) => of(steady, side).length === 0),
      hindrances: [...(interrupted === undefined ? [] : [interrupted]), ...doubtSentences(steady)],
    }),
  };
}
