import type { Analysis, BudgetResult } from '../../sample/analysis.ts';
import type { MisfitSample, StepSample } from '../../sample/sample.ts';
import { doubtfulLimit } from '../../sample/validity-limits.ts';
import { measuresTooLittle } from '../../words/doubt-words.ts';
import { formatCount, howMany } from '../../words/units.ts';
import { stepsOf } from './place.ts';

/** Metrics that a wrong end of a step makes wrong. */
const isTimed = (metric: BudgetResult['metric']) => metric.endsWith('Ms') || metric.startsWith('layersMs.');

/** Metrics of steps, as opposed to those of the load and of audited pages. */
const isOfSteps = ({ journey, step, group }: BudgetResult) =>
  journey !== undefined || step !== undefined || group !== undefined;

/**
 * A budget does not pass on steps that may have been timed wrongly, nor on steps that often could not be taken. One
 * that is missed stays so, unless the true times may be shorter than the measured ones.
 */
export function withDoubt(
  result: BudgetResult,
  steps: StepSample[],
  misfits: MisfitSample[],
  film: NonNullable<Analysis['film']>,
): BudgetResult {
  if (result.outcome === 'inconclusive' || !isOfSteps(result)) return result;
  const covered = stepsOf(result, steps);
  const doubtful = isTimed(result.metric) ? covered.filter((step) => step.doubts !== undefined) : [];
  if (doubtful.length > doubtfulLimit * covered.length) {
    const isSure =
      result.outcome === 'fail' &&
      doubtful.every(({ doubts = [] }) => doubts.every((doubt) => measuresTooLittle.includes(doubt)));
    if (!isSure)
      return inconclusive(
        result,
        `${formatCount(doubtful.length)} of ${howMany(covered.length, 'step')} may have been timed wrongly`,
      );
  }
  const differing = isTimed(result.metric)
    ? film.filter(
        ({ journey, step, verdict }) =>
          // A step that ends too late is faster than measured, so a budget that it meets is met.
          verdict === (result.outcome === 'pass' ? 'too early' : 'too late') &&
          covered.some((sample) => sample.journey === journey && sample.step === step),
      )
    : [];
  const [first] = differing;
  if (first) {
    const more = differing.length > 1 ? ` and ${formatCount(differing.length - 1)} more` : '';
    return inconclusive(
      result,
      `the film shows that “${first.journey} › ${first.step}”${more} ends elsewhere than it claims`,
    );
  }
  const missing = stepsOf(result, misfits);
  if (result.outcome === 'pass' && missing.length > doubtfulLimit * (covered.length + missing.length))
    return inconclusive(
      result,
      `${howMany(missing.length, 'step')} could not be taken, because the journey did not fit the page`,
    );
  return result;
}

function inconclusive(result: BudgetResult, why: string): BudgetResult {
  return { ...result, outcome: 'inconclusive', reason: `${result.reason} But ${why}.` };
}
