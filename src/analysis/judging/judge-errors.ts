import type { StepSample } from '../../sample/sample.ts';
import { formatCount, formatShare } from '../../words/units.ts';
import { wilsonBounds } from '../statistics/wilson-bound.ts';
import type { SeenNow } from './judge-over-baseline.ts';
import { type Judgement, nothingMeasured } from './judgement.ts';

/**
 * Holds the share of steps that were given up against the limit. It is a count of everything that happened, so the observed
 * share itself is judged; the interval tells what it says about other runs.
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

/** The same share, to be held against a baseline's. */
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
