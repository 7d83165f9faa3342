import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compareRuns } from '../../analysis/comparison/compare-runs.ts';
import { attemptReason } from '../../analysis/experiment/attempt-reason.ts';
import { changedMetrics, isProven } from '../../analysis/experiment/experiment-outcome.ts';
import { type PlannedAttempt, planAttempts } from '../../analysis/experiment/plan-attempts.ts';
import { tunedSteps } from '../../analysis/experiment/tuned-steps.ts';
import { changedVariables } from '../../analysis/experiment/variables.ts';
import { whyNotTuned } from '../../analysis/experiment/why-not-tuned.ts';
import { InputError } from '../../project/input-error.ts';
import type { Project } from '../../project/open-project.ts';
import { readSettings } from '../../project/settings.ts';
import { Analysis } from '../../sample/analysis.ts';
import type { Attempt, Tuning, WholeRun } from '../../sample/experiment.ts';
import { layout } from '../../store/layout.ts';
import { readRun } from '../../store/read.ts';
import { wholeNumber } from '../comparison/comparison-options.ts';
import { folderName, makeFolder } from '../comparison/conclude-comparison.ts';
import { exitCodes } from '../exit-codes.ts';
import { catchInterruption } from '../interruption.ts';
import { expectToStart } from '../product/start-product.ts';
import { measure, withFlags } from '../run/run.ts';
import { concludeTuning, tuningText } from './conclude-tuning.ts';
import { type ExperimentFile, readExperiments } from './experiment-files.ts';
import { type ExperimentFlags, readExperimentOptions } from './experiment-options.ts';
import { prove } from './prove.ts';

/** How much two whole runs, made one after the other, must differ to count as changed. */
const wholeRunMargin = { percent: 10, floorMs: 20 };

/**
 * `footfall tune`: runs the workload, tests each change that the advice suggests and an experiment implements, keeps the proven
 * ones, runs the workload again with all kept changes, and reports both runs side by side.
 *
 * @param flags the flags of `footfall run`, for the runs before and after
 * @param experimentUsers concurrent users while a change is tested; defaults to the experiment's workload
 * @returns the exit code: 0 if a change was kept, 3 if none was or tuning was cut short
 * @throws {InputError}
 */
export async function tune(
  project: Project,
  flags: Record<string, string>,
  experimentUsers?: string,
): Promise<number> {
  const env: NodeJS.ProcessEnv = { ...process.env };
  // Lighthouse audits single pages, which tuning does not judge; the variable turns it back on.
  env.FOOTFALL_AUDITS ||= 'off';
  withFlags(env, flags);
  const { target, reportsFolder, workload, seed, browser, diagnosis } = readSettings(project, env);
  if (!diagnosis) {
    throw new InputError('tuning needs the advice of a run, but diagnosis is off; set FOOTFALL_DIAGNOSIS=on');
  }
  const users = experimentUsers && String(wholeNumber('experiment-users', experimentUsers, 1, 1000));
  const experiments = readExperiments(project.root);
  await expectToStart(target, '`footfall tune` restarts the product with other environment variables');
  const startedAt = new Date();
  const interruption = catchInterruption();
  try {
    const before = await wholeRun(project, env);
    if (before === undefined) return exitCodes.nothingMeasured;
    const { planned, withoutExperiment } = planAttempts(before.found.advice, experiments);
    const compareFlags = {
      ...(seed !== undefined && { seed: String(seed) }),
      ...(browser !== undefined && { browser }),
      ...(users && { users }),
    };
    const kept: Record<string, string> = {};
    const attempts: Attempt[] = [];
    for (const one of planned) {
      if (interruption.signal.aborted) break;
      console.log(`\ntrying ${one.name}: ${one.experiment.title} (for ${one.advice.join(', ')})`);
      const attempt = await tryOne(project, one, env, kept, compareFlags);
      attempts.push(attempt);
      if (attempt.status === 'kept') Object.assign(kept, attempt.env);
      console.log(`${attempt.status}: ${attempt.reason}`);
    }
    const isChanged = Object.keys(kept).length > 0;
    const isCutShort = () => interruption.signal.aborted;
    const again = isChanged && !isCutShort() ? await runAgain(project, { ...env, ...kept }) : {};
    const { after } = again;
    const comparison = after && compareRuns(readRun(before.folder), readRun(after.folder), wholeRunMargin);
    const cutShort = isCutShort() ? 'It was interrupted.' : again.problem;
    const tuning: Tuning = {
      schemaVersion: 1,
      id: folderName(startedAt, 'tune'),
      startedAt: startedAt.toISOString(),
      workload,
      users: before.found.run.users,
      before: wholeRunOf(before),
      ...(after && { after: wholeRunOf(after) }),
      steps: tunedSteps(before.found, after?.found, comparison),
      attempts,
      kept,
      withoutExperiment,
      notes: comparison?.notes ?? [],
      ...(cutShort !== undefined && { cutShort }),
    };
    const folder = makeFolder(reportsFolder, startedAt, 'tune');
    concludeTuning(folder, tuning);
    console.log(tuningText(folder, tuning));
    return after && cutShort === undefined ? exitCodes.pass : exitCodes.inconclusive;
  } finally {
    interruption.release();
  }
}

interface Whole {
  folder: string;
  found: Analysis;
}

/** One run of the whole workload; `undefined` if nothing was measured, which the run itself has reported. */
async function wholeRun(project: Project, env: NodeJS.ProcessEnv): Promise<Whole | undefined> {
  const { exitCode, folder } = await measure(project, env);
  if (exitCode === exitCodes.nothingMeasured) return undefined;
  return { folder, found: Analysis.parse(JSON.parse(readFileSync(layout(folder).analysis, 'utf8'))) };
}

/** The run after the changes. It does not throw, because the changes proven before it count without it. */
async function runAgain(
  project: Project,
  env: NodeJS.ProcessEnv,
): Promise<{ after?: Whole; problem?: string }> {
  try {
    const after = await wholeRun(project, env);
    return after ? { after } : { problem: 'The run with all kept changes measured nothing.' };
  } catch (error) {
    return { problem: `The run with all kept changes failed: ${(error as Error).message}` };
  }
}

const wholeRunOf = ({ folder, found: { verdict, acceptance, advice } }: Whole): WholeRun => ({
  run: basename(folder),
  outcome: verdict.outcome,
  acceptance,
  advice,
});

/**
 * Tests one change on top of those kept so far. A failure does not affect the other changes.
 *
 * @param env the variables that the product started with
 */
async function tryOne(
  project: Project,
  { advice, ...file }: PlannedAttempt<ExperimentFile>,
  env: NodeJS.ProcessEnv,
  kept: Record<string, string>,
  flags: ExperimentFlags,
): Promise<Attempt> {
  const { name, experiment } = file;
  const set = { ...env, ...kept };
  const changed = changedVariables(set, experiment.variant.env);
  const about = { experiment: name, title: experiment.title, advice, env: changed };
  const skipped = (reason: string): Attempt => ({ ...about, status: 'skipped', reason });
  const why = whyNotTuned(experiment, set);
  if (why !== undefined) return skipped(why);
  try {
    const options = readExperimentOptions(project, file, flags);
    const withKept = { ...options, env: { ...options.env, ...kept } };
    const { result, comparison, folder } = await prove(project, file, withKept);
    return {
      ...about,
      status: isProven(result) ? 'kept' : 'dropped',
      reason: attemptReason(result),
      measured: {
        run: basename(folder),
        changed: changedMetrics(comparison),
        answers: result.answers,
      },
    };
  } catch (error) {
    return skipped((error as Error).message);
  }
}
