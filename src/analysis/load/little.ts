import { groupBy } from '../../sample/group-by.ts';
import type { Sample, StepSample, UserSample } from '../../sample/sample.ts';

export interface LittleEstimate {
  users: number;
  /** How far off the estimate can be by chance. */
  toleranceUsers: number;
}

type Beginning = StepSample | UserSample;

const isBeginning = (sample: Sample): sample is Beginning =>
  sample.type === 'step' || (sample.type === 'user' && sample.event === 'start');

const beganAt = (beginning: Beginning) => (beginning.type === 'step' ? beginning.intendedAt : beginning.at);

/**
 * For each steady step, the time since the previous step or the start of its user, in milliseconds. A cycle
 * counts at its end: counted at its beginning, the last cycle of each user would be missing, and a cycle that
 * the end of the run cuts off is more often a long one, so a product that hangs would seem to have fewer
 * users.
 */
function cyclesMs(samples: Sample[]): number[] {
  const byUser = groupBy(samples.filter(isBeginning), ({ user }) => user);
  return [...byUser.values()].flatMap((ofUser) => {
    const inOrder = ofUser.toSorted((a, b) => beganAt(a) - beganAt(b));
    return inOrder.flatMap((beginning, index) => {
      const before = inOrder[index - 1];
      const isSteady = beginning.type === 'step' && beginning.phase === 'steady';
      return isSteady && before !== undefined ? [beganAt(beginning) - beganAt(before)] : [];
    });
  });
}

/**
 * Number of active users by Little's law, N = X · (R + Z): throughput of the steady state times the mean
 * cycle, where a cycle runs from one intended start of a user to its next and so includes the response time R
 * and the think time Z. Throughput is the number of cycles divided by time and the mean is their sum divided
 * by their number, so N is the sum of the cycles divided by time. It uses the steps (and the start of a
 * user's first cycle), not how long users stayed, and is therefore a check of their count.
 * https://en.wikipedia.org/wiki/Little%27s_law, in its form for closed systems.
 *
 * @param samples of the whole run, so that the first steady cycle of a user has its beginning
 * @param steadyMs duration of the steady state
 * @returns `undefined` if there is no complete cycle
 */
export function littleUsers(samples: Sample[], steadyMs: number): LittleEstimate | undefined {
  const cycles = cyclesMs(samples);
  if (cycles.length === 0) return undefined;
  const sumMs = cycles.reduce((sum, ms) => sum + ms, 0);
  const seen = new Set(
    samples.flatMap((sample) => (sample.type === 'step' && sample.phase === 'steady' ? [sample.user] : [])),
  ).size;
  const users = sumMs / steadyMs;
  const cycleMs = sumMs / cycles.length;
  // The window cuts each user's first and last cycle at random, an error of up to one cycle per user that
  // adds up like a random walk; the additional tenth is the scatter of think times in few samples.
  return { users, toleranceUsers: (Math.sqrt(seen) * cycleMs) / steadyMs + users / 10 };
}
