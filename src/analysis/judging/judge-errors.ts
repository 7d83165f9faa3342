import { hasFailed } from '../../sample/has-failed.ts';
import type { StepSample } from '../../sample/sample.ts';
import { formatCount, formatShare, howMany } from '../../words/units.ts';
import { wilsonBounds } from '../statistics/wilson-bound.ts';
import type { SeenNow } from './judge-over-baseline.ts';
import { type Judgement, nothingMeasured } from './judgement.ts';

/** Steps that were still open when the run was interrupted are not counted: nobody knows. */
const countsOf = (steps: StepSample[]) => ({
  samples: steps.filter(({ outcome }) => outcome.status !== 'open').length,
  givenUp: steps.filter(hasFailed).length,
});

/**
 * Compares the share of steps that timed out or failed with the limit. All steps are counted, so the observed
 * share itself decides; the interval shows what it implies for other runs.
 */
export function judgeErrors({ limit }: { limit: number }, steps: StepSample[]): Judgement {
  const { samples, givenUp } = countsOf(steps);
  if (samples === 0) return nothingMeasured;
  const observed = givenUp / samples;
  return {
    observed,
    interval: wilsonBounds(givenUp, samples),
    samples,
    outcome: observed <= limit ? 'pass' : 'fail',
    reason: `${formatCount(givenUp)} of ${howMany(samples, 'step')} got no answer (${formatShare(observed)}); ${formatShare(limit)} is allowed.`,
  };
}

/** The same share, for comparison with a baseline's. */
export function seenErrors(steps: StepSample[]): SeenNow | undefined {
  const { samples, givenUp } = countsOf(steps);
  if (samples === 0) return undefined;
  const observed = givenUp / samples;
  const interval = wilsonBounds(givenUp, samples);
  return {
    evidence: { observed, interval, samples },
    statistic: { observed, ...interval },
    users: new Set(steps.map(({ user }) => user)).size,
  };
}
