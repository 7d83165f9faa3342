import type { Phase, ScheduleSample } from '../sample/sample.ts';
import type { Workload } from '../sample/workload.ts';
import { randomStream } from './random.ts';

/** The clock of a run from the moment the barrier opens, in epoch milliseconds. */
export type Schedule = Pick<ScheduleSample, 'releasedAt' | 'steadyStartAt' | 'steadyEndAt'>;

/** A user's first action is thought over too; so everyone is at work once the ramp and one think time have passed. */
export function scheduleFrom(releasedAt: number, workload: Workload): Schedule {
  const steadyStartAt = releasedAt + workload.rampMs + workload.thinkTimeMs.max;
  return { releasedAt, steadyStartAt, steadyEndAt: steadyStartAt + workload.steadyStateMs };
}

/** How long after the release a user comes to work: one user in each equal slice of the ramp, at a drawn moment. */
export function arrivalMs(user: number, workload: Workload): number {
  const slice = workload.rampMs / workload.users;
  return slice * (user + randomStream(workload.seed, `arrival of user ${user}`).share());
}

/** A step belongs to the phase in which it was meant to begin, whenever it was really begun. */
export function phaseAt(at: number, { steadyStartAt }: Schedule): Phase {
  return at < steadyStartAt ? 'ramp' : 'steady';
}
