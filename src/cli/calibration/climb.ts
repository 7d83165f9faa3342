import { calibrationLevel } from '../../analysis/calibration/calibration-level.ts';
import { compareNaive } from '../../analysis/calibration/compare-naive.ts';
import { learnThresholds } from '../../analysis/calibration/learn-thresholds.ts';
import { readNaiveTimes } from '../../calibration/naive-clock.ts';
import type { Calibration, CalibrationLevel } from '../../sample/calibration.ts';
import type { RunRecord } from '../../sample/record.ts';
import { truthfulErrorMs } from '../../sample/validity-limits.ts';
import type { Workload } from '../../sample/workload.ts';
import { howMany } from '../../words/units.ts';
import { usersThatFit } from '../memory.ts';
import { levelsUpTo } from './calibration-levels.ts';
import { tableHead, tableRow } from './calibration-table.ts';
import { type KnownAnswerRun, RunFailed, runKnownAnswers, type Surroundings } from './known-answer-run.ts';

/** A single user does not compete with others, so the floor needs no long think time. */
const FLOOR_THINK_TIME_MS = { min: 400, max: 600 };

/** Node's clock is compared at the number of users of the published trials. */
const NAIVE_USERS = 50;

export interface Climb {
  /** One per level that could be measured, from one user up. */
  records: RunRecord[];
  /** Why it stopped. */
  ended: string;
  /** Whether a run failed. This is reported, and its folder is kept for inspection. */
  failed: boolean;
}

/**
 * Measures with more and more users until they are no longer measured accurately or memory is full, and prints each level
 * when it is done.
 *
 * @param like the workload whose think time, viewport and users per worker are used
 * @throws {Interrupted}
 */
export async function climb(
  like: Workload,
  most: number | undefined,
  surroundings: Surroundings,
): Promise<Climb> {
  const records: RunRecord[] = [];
  const stop = (ended: string, failed = false): Climb => ({ records, ended, failed });
  console.log(tableHead);
  for (const users of levelsUpTo(most ?? Number.POSITIVE_INFINITY)) {
    const fitting = usersThatFit();
    if (users > fitting) return stop(`free memory has room for about ${howMany(fitting, 'user')}`);
    const run = levelOf(like, users);
    const measured = await unlessFailed(() => runKnownAnswers(run, surroundings));
    if (!measured) return stop(`the run with ${howMany(users, 'user')} failed`, true);
    records.push(measured.record);
    const floor = records[0] as RunRecord;
    // The thresholds known so far; the stored result is judged by those of all levels.
    const level = calibrationLevel(measured.record, floor, learnThresholds(records, floor));
    if (!level)
      return stop(`none of the steps of ${howMany(users, 'user')} could be compared with the true latency`);
    console.log(tableRow(level, users === 1));
    // The floor is the reference for the other levels and is not judged itself.
    if (users > 1 && !level.truthful) return stop(whyUntruthful(level));
  }
  return stop(`the maximum of ${most} users was reached`);
}

/** The same steps, timed by the page and by Node's clock around a key press and an assertion. */
export async function besideNaiveClock(
  like: Workload,
  { records }: Climb,
  surroundings: Surroundings,
): Promise<Calibration['naive']> {
  const tried = records.map(({ run }) => run.workload.users).filter((users) => users <= NAIVE_USERS);
  const { thinkTimeMs } = like;
  const run = { ...levelOf(like, Math.max(...tried)), workload: 'naive', thinkTimeMs } as const;
  const measured = await unlessFailed(() => runKnownAnswers(run, surroundings));
  return measured && compareNaive(measured.record, readNaiveTimes(measured.folder, measured.record));
}

function levelOf({ thinkTimeMs, viewport, usersPerWorker = 1 }: Workload, users: number): KnownAnswerRun {
  return {
    workload: 'known-answers',
    users,
    usersPerWorker,
    thinkTimeMs: users === 1 ? FLOOR_THINK_TIME_MS : thinkTimeMs,
    viewport,
  };
}

/** Reports a failed run without losing the results of the others. */
async function unlessFailed<Result>(measure: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await measure();
  } catch (error) {
    if (!(error instanceof RunFailed)) throw error;
    console.error(error.message);
    return undefined;
  }
}

function whyUntruthful({ users, aboveFloorMs, failed, activeUsers = users }: CalibrationLevel): string {
  const what = `with ${howMany(users, 'user')}`;
  if (aboveFloorMs.p95 > truthfulErrorMs) {
    return `${what} the p95 of the error is ${Math.round(aboveFloorMs.p95)} ms above the floor, more than ${truthfulErrorMs} ms`;
  }
  if (activeUsers < users) return `${what} only ${activeUsers} were active at the same time`;
  if (failed > 0) return `${what} ${howMany(failed, 'step')} failed`;
  return `${what} the planned load was not delivered`;
}
