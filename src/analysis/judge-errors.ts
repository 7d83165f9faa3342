import type { StepSample } from '../sample/sample.ts';
import { formatCount, formatShare } from '../sample/units.ts';
import type { Judgement } from './judgement.ts';
import { wilsonBounds } from './wilson-bound.ts';

/**
 * Holds the share of steps that were given up against the limit. It is a count of everything that happened, so the observed
 * share itself is judged; the interval tells what it says about other runs.
 */
export function judgeErrors({ limit }: { limit: number }, steps: StepSample[]): Judgement {
  const samples = steps.length;
  if (samples === 0) {
    return { samples, outcome: 'inconclusive', reason: 'Nothing of this was measured in the steady state.' };
  }
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
