import { formatCount } from '../../words/units.ts';
import type { Judgement } from './judgement.ts';

/**
 * Holds the users at work against the least that is asked for. A run that asked for fewer says nothing about more.
 *
 * @param activeUsers in each second of the steady state
 * @param askedUsers of the workload
 */
export function judgeActiveUsers(
  budget: { limit: number },
  activeUsers: number[],
  askedUsers: number,
): Judgement {
  const fewest = activeUsers.length > 0 ? Math.min(...activeUsers) : undefined;
  const missing = 'The steady state was too short to count the users at work.';
  const noun = 'users at work at every moment';
  const judgement = judgeMinimum(budget, fewest, activeUsers.length, noun, missing);
  if (askedUsers >= budget.limit) return judgement;
  const [asked, target] = [formatCount(askedUsers), formatCount(budget.limit)];
  const reason = `This run asked for ${asked} ${askedUsers === 1 ? 'user' : 'users'}; the target is ${target}: run it with ${target}.`;
  return { ...judgement, outcome: 'inconclusive', reason };
}

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
