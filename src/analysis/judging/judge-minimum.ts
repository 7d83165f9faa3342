import { formatCount, howMany } from '../../words/units.ts';
import type { Judgement } from './judgement.ts';

/**
 * Compares the number of active users with the required minimum. A run with fewer configured users says
 * nothing about more.
 *
 * @param activeUsers in each second of the steady state
 * @param askedUsers number of users in the workload
 */
export function judgeActiveUsers(
  budget: { limit: number },
  activeUsers: number[],
  askedUsers: number,
): Judgement {
  const fewest = activeUsers.length > 0 ? Math.min(...activeUsers) : undefined;
  const missing = 'The steady state was too short to count the active users.';
  const noun = 'active users at every moment';
  const judgement = judgeMinimum(budget, fewest, activeUsers.length, noun, missing);
  if (askedUsers >= budget.limit) return judgement;
  const target = formatCount(budget.limit);
  const reason = `This run was configured with ${howMany(askedUsers, 'user')}, but the target is ${target}: run it with ${target}.`;
  return { ...judgement, outcome: 'inconclusive', reason };
}

/**
 * Compares a count with the required minimum.
 *
 * @param observed `undefined` if it could not be counted
 * @param samples how often it was counted
 * @param noun what is counted, in the plural
 * @param missing why it could not be counted, as a sentence
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
    reason: `There were ${formatCount(observed)} ${noun}; at least ${formatCount(limit)} are required.`,
  };
}
