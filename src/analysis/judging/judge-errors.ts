import type { StepSample } from '../../sample/sample.ts';
import { formatCount, formatShare } from '../../words/units.ts';
import { wilsonBounds } from '../statistics/wilson-bound.ts';
import type { SeenNow } from './judge-over-baseline.ts';
import { type Judgement, nothingMeasured } from './judgement.ts';

/**
 * Compares the share of steps that timed out or failed with the limit. All steps are counted, so the observed
 * share itself decides; the interval shows what it implies for other runs.
 */
export function judgeErrors({ limit }: { limit: number }, steps: StepSample[]): Judgement {
  const samples = steps.length;
  if (samples === 0) return nothingMeasured;
  const givenUp = steps.filter((step) => step.outcome.status !== 'ok').length;
  const observed = givenUp / samples;
  return {
    observed,
    interval: wilsonBounds(givenUp, samples),
    samples,
    outcome: observed <= limit ? 'pass' : 'fail',
    reason: `${formatCount(givenUp)} of ${formatCount(samples)} steps got no answer (${formatShare(observed)}); ${formatShare(limit)} is allowed.`,
  };
}

/** The same share, for comparison with a baseline's. */
export function seenErrors(steps: StepSample[]): SeenNow | undefined {
  const samples = steps.length;
  if (samples === 0) return undefined;
  const givenUp = steps.filter((step) => step.outcome.status !== 'ok').length;
  const observed = givenUp / samples;
  const interval = wilsonBounds(givenUp, samples);
  return {
    evidence: { observed, interval, samples },
    statistic: { observed, ...interval },
    users: new Set(steps.map(({ user }) => user)).size,
  };
}
