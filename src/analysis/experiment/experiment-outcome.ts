import type { ComparedMetric, Comparison } from '../../sample/comparison.ts';
import {
  type AnswerComparison,
  answersDiffer,
  type ChangedMetric,
  type ExperimentResult,
} from '../../sample/experiment.ts';
import { formatCount, formatDuration } from '../../words/units.ts';
import { metricSentence } from '../comparison/verdict.ts';

export interface ExperimentEvidence {
  comparison: Comparison;
  /** Undefined if no request could be sent to both sides. */
  answers: AnswerComparison | undefined;
  wanted: ExperimentResult['answers']['asked'];
  /** Why the experiment proves nothing, as sentences: it was interrupted, or a side exited. */
  hindrances: string[];
}

type Found = Pick<ExperimentResult, 'outcome' | 'reasons'>;

const counts = ({ role, outcome }: ComparedMetric) => role === 'judged' || outcome === 'slower';

/** Metrics that changed significantly and affect the outcome, faster ones first. */
export function changedMetrics({ steps }: Comparison): ChangedMetric[] {
  const of = (outcome: ComparedMetric['outcome']) =>
    steps.flatMap(({ journey, step, metrics }) =>
      metrics
        .filter((metric) => metric.outcome === outcome && counts(metric))
        .map((metric) => ({ journey, step, metric })),
    );
  return [...of('faster'), ...of('slower')];
}

/** Significantly better, and with answers that are as required. */
export function isProven(result: ExperimentResult): boolean {
  return result.outcome === 'better' && !answersDiffer(result);
}

/**
 * The outcome of an experiment: better if something is significantly faster and nothing slower, worse if anything is slower,
 * no difference if every judged metric is the same.
 */
export function experimentOutcome({ comparison, answers, wanted, hindrances }: ExperimentEvidence): Found {
  const { verdict, steps, onlyIn, margin } = comparison;
  const changed = changedMetrics(comparison);
  const sentences = (outcome: 'faster' | 'slower') =>
    changed.filter(({ metric }) => metric.outcome === outcome).map((one) => metricSentence(one, one.metric));
  const [faster, slower] = [sentences('faster'), sentences('slower')];
  if (hindrances.length > 0)
    return { outcome: 'not decided', reasons: [...hindrances, ...slower, ...faster] };
  if (slower.length > 0) return { outcome: 'worse', reasons: [...slower, ...faster] };
  if (onlyIn.length > 0 || verdict.outcome === 'invalid') {
    return { outcome: 'not decided', reasons: [...verdict.reasons, ...faster] };
  }
  if (faster.length > 0 && wanted === 'same' && !answers?.asked) {
    const unknown = 'No answers could be compared, so it is unknown whether the variant gives the same ones.';
    return { outcome: 'not decided', reasons: [unknown, ...faster] };
  }
  if (faster.length > 0) return { outcome: 'better', reasons: faster };
  if (verdict.outcome !== 'pass') return { outcome: 'not decided', reasons: verdict.reasons };
  const same = `No step changed by more than ${margin.percent} % (or ${formatDuration(margin.floorMs)}), out of ${formatCount(steps.length)}.`;
  return { outcome: 'no difference', reasons: [same] };
}
