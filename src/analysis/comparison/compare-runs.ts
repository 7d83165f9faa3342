import type { ComparedStep, Comparison, Margin } from '../../sample/comparison.ts';
import type { RunRecord } from '../../sample/record.ts';
import type { Run } from '../../sample/run.ts';
import type { StepSample } from '../../sample/sample.ts';
import type { Side } from '../../sample/side.ts';
import { lostUsers, lostUsersSentence } from '../load/lost-users.ts';
import { runWindow } from '../load/run-window.ts';
import { answer } from './answer.ts';
import { askStep } from './asked-step.ts';
import { doubtSentences } from './doubt-sentences.ts';
import { stepsOnOneSide } from './only-in.ts';
import { furtherDifferences, incomparable } from './run-differences.ts';
import { runNotes } from './run-notes.ts';
import { stepsOfSides } from './steps-of-sides.ts';
import { unpairedQuestions } from './unpaired-questions.ts';
import { comparisonVerdict } from './verdict.ts';

const confidence = 0.95;

/** The figures come from issue 128 of fast_mail_parser. */
const trust =
  'Two separate runs also differ because the machine varies: others measured a difference of 26 % for the same program between two jobs, and of 0.3 % within one. To detect a small change, compare both versions side by side.';

const steadySteps = ({ samples }: RunRecord): StepSample[] =>
  samples.filter((sample) => sample.type === 'step').filter(({ phase }) => phase === 'steady');

const sideOf = ({ id, target, commit }: Run): Comparison['base'] => ({
  name: id,
  url: target.url,
  runId: id,
  ...(commit !== undefined && { commit }),
});

/** Why a run is incomplete, as sentences. An incomplete run cannot pass. */
function incomplete(record: RunRecord): string[] {
  const window = runWindow(record);
  const lost = lostUsersSentence(lostUsers(record, window));
  return [
    ...(window.cutShort === undefined ? [] : [`The run ${window.cutShort}.`]),
    ...(lost === undefined ? [] : [lost]),
  ];
}

/** Keeps the figures and drops the outcomes. */
function withoutOutcomes(steps: ComparedStep[], differences: string[]): ComparedStep[] {
  const reason = `Not comparable: ${differences.join('; ')}.`;
  return steps.map((step) => ({
    ...step,
    metrics: step.metrics.map((metric) => ({ ...metric, outcome: 'unresolved', reason })),
  }));
}

const each = (side: Side, sentences: string[]) => sentences.map((sentence) => `On ${side}: ${sentence}`);

/**
 * Compares two runs made one after the other, by the percentiles of each. If the browser, machine, viewport, workload or
 * users differ, no metric is called changed. A run that was cut short or lost users cannot pass.
 */
export function compareRuns(base: RunRecord, head: RunRecord, margin: Margin): Comparison {
  const { workload } = head.run;
  const samples = { base: steadySteps(base), head: steadySteps(head) };
  const places = stepsOfSides(samples);
  const onlyIn = stepsOnOneSide(places);
  const asked = places
    .filter((step) => step.base.length > 0 && step.head.length > 0)
    .map((step) => askStep(step, (_, source) => unpairedQuestions(step, margin, source)));
  const answered = answer(asked, { margin, confidence, looks: 1, look: 1 });
  const differences = incomparable(base.run, head.run);
  const steps = differences.length === 0 ? answered : withoutOutcomes(answered, differences);
  return {
    schemaVersion: 1,
    id: `${head.run.id} against ${base.run.id}`,
    startedAt: head.run.startedAt,
    method: 'stored runs',
    base: sideOf(base.run),
    head: sideOf(head.run),
    workload: workload.name,
    users: workload.users,
    seed: workload.seed,
    viewport: `${workload.viewport.width}×${workload.viewport.height}`,
    browser: { name: head.run.browser.name, version: head.run.browser.version },
    environment: head.run.environment,
    margin,
    confidence,
    steps,
    onlyIn,
    notes: [
      trust,
      ...furtherDifferences(base.run, head.run).map((difference) => `Differs: ${difference}.`),
      ...each('base', runNotes(base)),
      ...each('head', runNotes(head)),
    ],
    verdict: comparisonVerdict({
      steps,
      onlyIn,
      margin,
      incomparable: differences.length > 0 ? [`The runs cannot be compared: ${differences.join('; ')}.`] : [],
      unmeasured: (['base', 'head'] as const).filter((side) => samples[side].length === 0),
      hindrances: [
        ...each('base', [...incomplete(base), ...doubtSentences(samples.base)]),
        ...each('head', [...incomplete(head), ...doubtSentences(samples.head)]),
      ],
    }),
  };
}
