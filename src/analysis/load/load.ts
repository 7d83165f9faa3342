import { quantileSorted } from 'simple-statistics';
import type { Analysis } from '../../sample/analysis.ts';
import type { RunRecord } from '../../sample/record.ts';
import type { StepSample } from '../../sample/sample.ts';
import { activeMs, activeUsers, activeUsersEachSecond, type Presence } from './active-users.ts';
import type { RunWindow } from './run-window.ts';

/**
 * Share of the configured user time that was delivered: the time users were active, minus the time the
 * generator was late.
 *
 * @param workedMs active time, summed over the users
 * @param lagsMs of the steady steps; an early step counts as on time
 * @returns 0–1
 */
function deliveredShare(workedMs: number, lagsMs: number[], users: number, steadyMs: number): number {
  const lateMs = lagsMs.reduce((sum, lagMs) => sum + Math.max(0, lagMs), 0);
  return Math.max(0, (workedMs - lateMs) / (users * steadyMs));
}

/** The load that was actually put on the target. */
export function loadAnalysis(
  record: RunRecord,
  window: RunWindow,
  found: Presence[],
  steady: StepSample[],
  little: number | undefined,
): Analysis['load'] {
  const { steadyMs, releasedAt, steadyStartAt } = window;
  const schedule = record.samples.find((sample) => sample.type === 'schedule');
  const users = activeUsers(activeUsersEachSecond(found, window));
  const lagsMs = steady.map((step) => step.lagMs).sort((a, b) => a - b);
  return {
    steadyMs,
    ...(releasedAt !== undefined && { steadyStartMs: steadyStartAt - releasedAt }),
    ...(users && { activeUsers: users }),
    ...(little !== undefined && { littleUsers: little }),
    steps: steady.length,
    ...(steadyMs > 0 && {
      stepsPerSecond: steady.length / (steadyMs / 1000),
      deliveredShare: deliveredShare(activeMs(found, window), lagsMs, record.run.workload.users, steadyMs),
    }),
    ...(lagsMs.length > 0 && {
      lagMs: { p50: quantileSorted(lagsMs, 0.5), p95: quantileSorted(lagsMs, 0.95) },
    }),
    ...(schedule && { barrierMs: schedule.barrierMs }),
  };
}
