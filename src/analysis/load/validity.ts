import type { Analysis } from '../../sample/analysis.ts';
import { deliveredLimit } from '../../sample/validity-limits.ts';
import { formatCount, formatDuration, formatShare, howMany } from '../../words/units.ts';
import { lostUsersSentence } from './lost-users.ts';

/** Share by which the two counts of users may differ: both come from the same walks. */
const COUNTS_MAY_DIFFER = 0.1;

/**
 * Why the load was not as configured, as sentences; empty if it was.
 *
 * @param askedUsers number of users in the workload
 * @param meanUsers mean number of active users in the steady state, by their starts and ends; `undefined` if the run was cut
 *   short, because then nobody knows when they ended
 * @param lost users that may explain why there were too few
 */
export function shortfalls(
  load: Analysis['load'],
  askedUsers: number,
  meanUsers: number | undefined,
  lost: Analysis['lostUsers'],
): string[] {
  const found: string[] = [];
  const { activeUsers, deliveredShare, lagMs, littleUsers } = load;
  if (activeUsers !== undefined && activeUsers.min < askedUsers) {
    found.push(
      `Only ${formatCount(activeUsers.min)} of ${formatCount(askedUsers)} users were active in the worst second of the steady state.`,
    );
    const sentence = lostUsersSentence(lost);
    if (sentence !== undefined) found.push(sentence);
  }
  if (deliveredShare !== undefined && deliveredShare < deliveredLimit) {
    const late = lagMs === undefined ? '' : `; steps started up to ${formatDuration(lagMs.p95)} late (p95)`;
    found.push(
      `The generator delivered ${formatShare(deliveredShare)} of the load, but at least ${formatShare(deliveredLimit)} is required${late}.`,
    );
  }
  if (
    littleUsers !== undefined &&
    meanUsers !== undefined &&
    Math.abs(littleUsers - meanUsers) > COUNTS_MAY_DIFFER * meanUsers
  ) {
    found.push(
      `Little's law gives ${howMany(littleUsers, 'user')} from the steps, but the user count is ${formatCount(meanUsers)}: the recorded data is inconsistent.`,
    );
  }
  return found;
}
