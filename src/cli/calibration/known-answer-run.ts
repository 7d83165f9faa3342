import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ownModule } from '../../own-files.ts';
import { handedOver } from '../../project/hand-over.ts';
import { planRun } from '../../project/plan-run.ts';
import { readSettings } from '../../project/settings.ts';
import { followRun } from '../../runner/live/live-run.ts';
import { liveLine } from '../../runner/live/live-view.ts';
import { isLive } from '../../runner/live/terminal-options.ts';
import type { RunRecord } from '../../sample/record.ts';
import type { RunPlan } from '../../sample/run.ts';
import type { Workload } from '../../sample/workload.ts';
import { layout } from '../../store/layout.ts';
import { readRun } from '../../store/read.ts';
import { howMany } from '../../words/units.ts';
import { lastWordsOf } from '../last-words.ts';
import { type PlaywrightEnd, playwright } from '../run/playwright.ts';

/** The project with the journeys whose responses take a known time. */
const root = resolve(import.meta.dirname, '../../calibration');
const configFile = ownModule(import.meta.url, '../../calibration/playwright.config');

const LIVE_INTERVAL_MS = 1000;

export interface KnownAnswerRun
  extends Partial<Pick<Workload, 'usersPerWorker' | 'thinkTimeMs' | 'viewport'>> {
  /** A file under `calibration/workloads`, without `.ts`; the other properties override it. */
  workload: 'plain' | 'typed' | 'known-answers' | 'naive';
  users: number;
}

/** The calibration server's address, the folder for runs, and the variables of the run. */
export interface Surroundings {
  url: string;
  reports: string;
  env: NodeJS.ProcessEnv;
}

export interface KnownAnswers {
  folder: string;
  record: RunRecord;
}

/** The process was interrupted: what the run measured so far is discarded. */
export class Interrupted extends Error {}

/** A run failed. The message contains its folder and its last output. */
export class RunFailed extends Error {
  constructor(users: number, folder: string, output: string) {
    super(
      `the run with ${howMany(users, 'user')} failed; what it wrote is in ${folder}\n${lastWordsOf(output)}`,
    );
    this.stack = this.message;
  }
}

/**
 * Makes one run whose true latencies are known. Keeps Playwright's output, and shows a live line on a terminal.
 *
 * @throws {Interrupted}
 * @throws {RunFailed}
 */
export async function runKnownAnswers(
  { workload, users, usersPerWorker, ...changes }: KnownAnswerRun,
  { url, reports, env: given }: Surroundings,
): Promise<KnownAnswers> {
  const env = {
    ...given,
    FOOTFALL_WORKLOAD: workload,
    FOOTFALL_TARGET: url,
    FOOTFALL_HEALTH_PATH: '/healthz',
    FOOTFALL_REPORTS: reports,
  };
  const settings = {
    ...readSettings({ root, given: {} }, env),
    users,
    ...(usersPerWorker !== undefined && { usersPerWorker }),
  };
  const planned = await planRun(settings, root, new Date());
  const plan: RunPlan = { ...planned, film: false, workload: { ...planned.workload, ...changes } };
  const stopShowing = showLive(plan);
  let end: PlaywrightEnd;
  try {
    end = await playwright(configFile, { ...env, ...handedOver({ root, settings, plan }) }, 'kept');
  } finally {
    stopShowing();
  }
  const { folder } = plan;
  if (end.interrupted) throw new Interrupted();
  if (!existsSync(layout(folder).run)) throw new RunFailed(users, folder, end.said);
  const record = readRun(folder);
  if (!record.samples.some(({ type }) => type === 'schedule')) throw new RunFailed(users, folder, end.said);
  return { folder, record };
}

/** On a terminal, one line that redraws itself until it is stopped. */
function showLive({ folder, workload: { users } }: RunPlan): () => void {
  if (!isLive()) return () => {};
  const figuresAt = followRun(folder);
  const clear = () => process.stdout.write('\r\x1b[2K');
  const timer = setInterval(() => {
    const at = Date.now();
    const line = liveLine(figuresAt(at), users, at);
    clear();
    process.stdout.write(line.slice(0, process.stdout.columns - 1));
  }, LIVE_INTERVAL_MS);
  return () => {
    clearInterval(timer);
    clear();
  };
}
