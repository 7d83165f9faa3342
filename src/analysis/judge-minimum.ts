import { formatCount } from '../sample/units.ts';
import type { Judgement } from './judgement.ts';

/**
 * Holds a count against the least that is asked for.
 *
 * @param observed absent when it could not be counted
 * @param samples how often it was counted
 * @param noun what is counted, in the plural
 * @param missing why it is absent, as a sentence
 */
export function judgeMinimum(
  { limit }: { limit: number },
  observed: number | undefined,
  samples: number,
  noun: string,
  missing: string,
): Judgement {
  if (observed === undefined) return { samples: 0, outcome: 'inconclusive', reason: missing };
  return {
    observed,
    samples,
    outcome: observed >= limit ? 'pass' : 'fail',
    reason: `There were ${formatCount(observed)} ${noun}; at least ${formatCount(limit)} are asked for.`,
  };
}
