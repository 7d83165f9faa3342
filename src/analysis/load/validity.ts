import type { Analysis } from '../../sample/analysis.ts';
import { deliveredLimit } from '../../sample/validity-limits.ts';
import { formatCount, formatDuration, formatShare } from '../../words/units.ts';
import type { LittleEstimate } from './little.ts';
import { lostUsersSentence } from './lost-users.ts';

/**
 * Why the load was not what was asked for, as sentences; empty when it was.
 *
 * @param askedUsers of the workload
 * @param meanUsers at work over the steady state, by their comings and goings
 * @param lost users that may explain why there were too few
 */
export function shortfalls(
  load: Analysis['load'],
  askedUsers: number,
  meanUsers: number,
  little: LittleEstimate | undefined,
  lost: Analysis['lostUsers'],
): string[] {
  const found: string[] = [];
  const { activeUsers, deliveredShare, lagMs } = load;
  if (activeUsers !== undefined && activeUsers.min < askedUsers) {
    found.push(
      `Only ${formatCount(activeUsers.min)} of ${formatCount(askedUsers)} users were at work at once in the weakest second of the steady state.`,
    );
    const sentence = lostUsersSentence(lost);
    if (sentence !== undefined) found.push(sentence);
  }
  if (deliveredShare !== undefined && deliveredShare < deliveredLimit) {
    const late = lagMs === undefined ? '' : `; steps began up to ${formatDuration(lagMs.p95)} late (p95)`;
    found.push(
      `The generator delivered ${formatShare(deliveredShare)} of the load, at least ${formatShare(deliveredLimit)} is needed${late}.`,
    );
  }
  if (little !== undefined && Math.abs(little.users - meanUsers) > little.toleranceUsers) {
    found.push(
      `Little's law finds ${formatCount(little.users)} users in the steps, the count of users says ${formatCount(meanUsers)}: the record contradicts itself.`,
    );
  }
  return found;
}
