import { median } from 'simple-statistics';
import type { RunRecord } from '../../sample/record.ts';
import type { UserSample } from '../../sample/sample.ts';
import { endOf, type RunWindow } from './run-window.ts';

/** A period in which one user was active, in milliseconds since the epoch. */
export interface Presence {
  user: number;
  from: number;
  to: number;
}

/**
 * When each user was active, from its start to its end. A user without an end was active until its last
 * sample. In a run that was cut short, users could not report their end, so each of them may have been silent
 * for up to one think time and one step time-out. A lost user counts only for so long, in a complete run for a think time, after its
 * last step: its worker or browser may have stood still long before the loss was noticed.
 */
export function presences(record: RunRecord, window: RunWindow): Presence[] {
  const { thinkTimeMs, stepTimeoutMs } = record.run.workload;
  const silenceMs = window.cutShort === undefined ? 0 : thinkTimeMs.max + stepTimeoutMs;
  const lastHeardAt = new Map<number, number>();
  const lastStepAt = new Map<number, number>();
  const events: UserSample[] = [];
  for (const sample of record.samples) {
    if (sample.type !== 'step' && sample.type !== 'user' && sample.type !== 'error') continue;
    lastHeardAt.set(sample.user, Math.max(lastHeardAt.get(sample.user) ?? 0, endOf(sample)));
    if (sample.type === 'user') events.push(sample);
    else lastStepAt.set(sample.user, Math.max(lastStepAt.get(sample.user) ?? 0, endOf(sample)));
  }
  events.sort((a, b) => a.at - b.at);

  const open = new Map<number, number>();
  const found: Presence[] = [];
  for (const { user, event, at } of events) {
    const from = open.get(user);
    if (event === 'start') open.set(user, from ?? at);
    else if (event !== 'ready' && from !== undefined) {
      const heardAt = lastStepAt.get(user) ?? from;
      found.push({
        user,
        from,
        to: event === 'lost' ? Math.min(at, heardAt + Math.max(thinkTimeMs.max, silenceMs)) : at,
      });
      open.delete(user);
    }
  }
  for (const [user, from] of open)
    found.push({ user, from, to: (lastHeardAt.get(user) ?? from) + silenceMs });
  return found;
}

/** Number of active users at a moment. */
export function activeUsersAt(found: Presence[], at: number): number {
  return found.filter(({ from, to }) => from <= at && at < to).length;
}

/**
 * Number of active users in each second of the steady state, counted in the middle of the second, so that a
 * start or an end that is a few milliseconds late does not count as an absence.
 */
export function activeUsersEachSecond(found: Presence[], window: RunWindow): number[] {
  const counts: number[] = [];
  for (let at = window.steadyStartAt + 500; at < window.steadyEndAt; at += 1000) {
    counts.push(activeUsersAt(found, at));
  }
  return counts;
}

/** Minimum, median and maximum of the counts; `undefined` without any. */
export function activeUsers(counts: number[]): { min: number; median: number; max: number } | undefined {
  if (counts.length === 0) return undefined;
  return { min: Math.min(...counts), median: median(counts), max: Math.max(...counts) };
}

/** Time that users were active within the steady state, summed over the users, in milliseconds. */
export function activeMs(found: Presence[], { steadyStartAt, steadyEndAt }: RunWindow): number {
  return found.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to, steadyEndAt) - Math.max(from, steadyStartAt)),
    0,
  );
}
