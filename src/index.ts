/** The API for journeys, fixtures and workloads. It must stay small, because every worker loads it. */
export type { Aim, Settled } from './capture/step-spec.ts';
export type { Queries } from './load/query-log.ts';
export type { Random } from './load/random.ts';
export type { QueryLogEntry, Workload } from './sample/workload.ts';
export type { Action } from './user/action.ts';
export { type Journey, journey } from './user/journey.ts';
export type { User } from './user/user.ts';
export type { JourneyContext } from './user/walk.ts';
