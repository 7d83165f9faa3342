import { groupBy } from '../../sample/group-by.ts';
import type { Sample, StepSample, UserSample } from '../../sample/sample.ts';
import type { RunWindow } from './run-window.ts';

type Fact = StepSample | UserSample;

const isFact = (sample: Sample): sample is Fact =>
  sample.type === 'step' || (sample.type === 'user' && sample.event !== 'ready');

const beganAt = (fact: Fact) => (fact.type === 'step' ? fact.intendedAt : fact.at);

/** A cycle of one user: from one intended start to the next, in milliseconds since the epoch. */
interface Cycle {
  from: number;
  to: number;
}

/**
 * The cycles of one user. The first one of each stay begins with the stay; the last one, which has no next step, ends when
 * the user leaves, or with the step if the user was lost or not heard of again. Without that last cycle, a product that hangs at
 * the end would seem to have fewer users. A stay without any step has no cycle.
 */
function cyclesOf(facts: Fact[]): Cycle[] {
  const cycles: Cycle[] = [];
  let from: number | undefined;
  let last: StepSample | undefined;
  const leave = (at: number | undefined) => {
    if (last) cycles.push({ from: last.intendedAt, to: at ?? last.intendedAt + last.correctedMs });
    from = undefined;
    last = undefined;
  };
  for (const fact of facts.toSorted((a, b) => beganAt(a) - beganAt(b))) {
    if (fact.type === 'step') {
      if (from !== undefined) cycles.push({ from, to: fact.intendedAt });
      from = fact.intendedAt;
      last = fact;
    } else if (fact.event === 'start') {
      leave(undefined);
      from = fact.at;
    } else {
      leave(fact.event === 'lost' ? undefined : fact.at);
    }
  }
  leave(undefined);
  return cycles;
}

/**
 * Number of active users by Little's law, N = X · (R + Z): throughput of the steady state times the mean
 * cycle, where a cycle runs from one intended start of a user to its next and so includes the response time R
 * and the think time Z. Throughput is the number of cycles divided by time and the mean is their sum divided
 * by their number, so N is the sum of the cycles divided by time, each as far as it lies in the steady state. It uses the
 * steps, and how long users stayed only before their first and after their last step, and is therefore a check of their
 * count.
 * https://en.wikipedia.org/wiki/Little%27s_law, in its form for closed systems.
 *
 * @param samples of the whole run, so that the first steady cycle of a user has its beginning
 * @returns `undefined` if there is no cycle in the steady state
 */
export function littleUsers(
  samples: Sample[],
  { steadyStartAt, steadyEndAt, steadyMs }: Pick<RunWindow, 'steadyStartAt' | 'steadyEndAt' | 'steadyMs'>,
): number | undefined {
  const byUser = groupBy(samples.filter(isFact), ({ user }) => user);
  const partsMs = [...byUser.values()].flatMap(cyclesOf).flatMap(({ from, to }) => {
    const partMs = Math.min(to, steadyEndAt) - Math.max(from, steadyStartAt);
    return partMs > 0 ? [partMs] : [];
  });
  if (partsMs.length === 0) return undefined;
  return partsMs.reduce((sum, ms) => sum + ms, 0) / steadyMs;
}
