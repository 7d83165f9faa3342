import type { Phase, ScheduleSample } from '../sample/sample.ts';
import type { Workload } from '../sample/workload.ts';
import { randomStream } from './random.ts';

/** When the barrier opens and when the steady state begins and ends, in epoch milliseconds. */
export type Schedule = Pick<ScheduleSample, 'releasedAt' | 'steadyStartAt' | 'steadyEndAt'>;

/** Users also think before their first action: all are active after the ramp and one think time. */
export function scheduleFrom(releasedAt: number, workload: Workload): Schedule {
  const steadyStartAt = releasedAt + workload.rampMs + workload.thinkTimeMs.max;
  return { releasedAt, steadyStartAt, steadyEndAt: steadyStartAt + workload.steadyStateMs };
}

/** How long after the release a user starts: one user in each equal slice of the ramp, at a random moment. */
export function arrivalMs(user: number, workload: Workload): number {
  const slice = workload.rampMs / workload.users;
  return slice * (user + randomStream(workload.seed, `arrival of user ${user}`).share());
}

/** A step belongs to the phase in which it was meant to begin, even if it began later. */
export function phaseAt(at: number, { steadyStartAt }: Schedule): Phase {
  return at < steadyStartAt ? 'ramp' : 'steady';
}
