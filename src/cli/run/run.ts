import { existsSync, readFileSync } from 'node:fs';
import { handedOver } from '../../project/hand-over.ts';
import type { Project } from '../../project/open-project.ts';
import { planRun } from '../../project/plan-run.ts';
import { readSettings } from '../../project/settings.ts';
import { Analysis } from '../../sample/analysis.ts';
import type { RunPlan } from '../../sample/run.ts';
import { layout } from '../../store/layout.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { catchInterruption } from '../interruption.ts';
import { ensureProduct, productLog } from '../product/start-product.ts';
import { checkBeforeRun } from './check-before-start.ts';
import { playwright } from './playwright.ts';
import { removeUnmeasured } from './remove-unmeasured.ts';
import { report } from './report.ts';

/** Flags by name; each stands for a variable of the same meaning, and wins over it. */
const variables: Record<string, string> = {
  workload: 'FOOTFALL_WORKLOAD',
  target: 'FOOTFALL_TARGET',
  users: 'FOOTFALL_USERS',
  usersPerWorker: 'FOOTFALL_USERS_PER_WORKER',
  duration: 'FOOTFALL_DURATION',
  seed: 'FOOTFALL_SEED',
  browser: 'FOOTFALL_BROWSER',
  baseline: 'FOOTFALL_BASELINE',
  audits: 'FOOTFALL_AUDITS',
  film: 'FOOTFALL_FILM',
  stopWhenDown: 'FOOTFALL_STOP_WHEN_DOWN',
};

/**
 * The main job: plans, starts the product if the project says how, runs Playwright, stops what it started.
 *
 * @returns the exit code
 * @throws {InputError} before anything is started
 */
export async function run(project: Project, flags: Record<string, string>): Promise<number> {
  withFlags(process.env, flags);
  const { exitCode } = await measure(project, process.env);
  return exitCode;
}

/** Lets each flag win over the variable of the same meaning. */
export function withFlags(env: NodeJS.ProcessEnv, flags: Record<string, string>): void {
  for (const [flag, value] of Object.entries(flags)) env[variables[flag] as string] = value;
}

interface Measured {
  exitCode: number;
  folder: string;
}

/**
 * One run, for commands that make several.
 *
 * @param env what the run and the product are started with
 * @throws {InputError} before anything is started
 * @throws {InterruptedEarly}
 */
export async function measure(project: Project, env: NodeJS.ProcessEnv): Promise<Measured> {
  const settings = readSettings(project, env);
  const plan = await planRun(settings, project.root, new Date());
  await checkBeforeRun(project.root, settings);
  const interruption = catchInterruption();
  try {
    const product = await ensureProduct(project, settings, env, interruption.signal);
    const { sources } = settings;
    const known = { ...sources, ...(product && { output: productLog(settings) }) };
    const handed = handedOver({ root: project.root, settings: { ...settings, sources: known }, plan });
    try {
      await playwright(project.configFile, { ...env, ...handed }, 'passed on');
    } finally {
      const ended = product?.ended();
      if (ended !== undefined) console.error(ended);
      await product?.stop();
    }
  } finally {
    interruption.release();
  }
  return { exitCode: await exitCodeIn(project, plan), folder: plan.folder };
}

async function exitCodeIn(project: Project, { folder, budgets }: RunPlan): Promise<number> {
  const files = layout(folder);
  if (removeUnmeasured(folder, files.run)) return exitCodes.nothingMeasured;
  if (existsSync(files.analysis)) {
    const analysis = Analysis.parse(JSON.parse(readFileSync(files.analysis, 'utf8')));
    const judged = analysis.acceptance.length + analysis.budgets.length;
    // There are fewer if Playwright ended after the users' verdict and before the audits were judged.
    const { load, misfits, lostUsers, run } = analysis;
    if (load.steps === 0 && (misfits || lostUsers.length === run.users)) return exitCodes.nothingMeasured;
    if (judged >= budgets.length) return exitCodeOf(analysis.verdict);
  }
  console.error('Playwright ended before it could judge the run; this is what was measured until then:\n');
  return report(project, folder);
}
