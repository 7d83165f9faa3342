import { mean } from 'simple-statistics';
import { groupBy } from '../sample/group-by.ts';
import type { StepSample } from '../sample/sample.ts';

export interface LittleEstimate {
  users: number;
  /** How far from the truth the estimate can be by chance. */
  toleranceUsers: number;
}

/**
 * Users at work by Little's law, N = X · (R + Z): throughput of the steady state times the mean cycle, where a cycle runs
 * from one intended start of a user to its next and so holds the response R and the think time Z. It uses the steps only,
 * not the comings and goings of the users, and is therefore a check on their count.
 * https://en.wikipedia.org/wiki/Little%27s_law, in its form for closed systems.
 *
 * @param steps of the whole run, so that the last steady cycle of a user can close
 * @param steadyMs how long the steady state lasted
 * @returns absent when no cycle closed
 */
export function littleUsers(steps: StepSample[], steadyMs: number): LittleEstimate | undefined {
  const cyclesMs: number[] = [];
  for (const ofUser of groupBy(steps, (step) => step.user).values()) {
    const starts = ofUser.toSorted((a, b) => a.intendedAt - b.intendedAt);
    starts.forEach((step, index) => {
      const next = starts[index + 1];
      if (step.phase === 'steady' && next !== undefined) cyclesMs.push(next.intendedAt - step.intendedAt);
    });
  }
  if (cyclesMs.length === 0) return undefined;
  const cycleMs = mean(cyclesMs);
  const steady = steps.filter((step) => step.phase === 'steady');
  const seen = new Set(steady.map((step) => step.user)).size;
  const users = (steady.length / steadyMs) * cycleMs;
  // The window cuts each user's first and last cycle at random, an error of up to one cycle a user that adds up like a
  // random walk; the tenth on top is what think times of few samples scatter.
  return { users, toleranceUsers: (Math.sqrt(seen) * cycleMs) / steadyMs + users / 10 };
}
