import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planRun } from '../../project/plan-run.ts';
import { readSettings } from '../../project/settings.ts';
import { Analysis } from '../../sample/analysis.ts';
import { layout } from '../../store/layout.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { ensureTarget } from '../product/target.ts';
import { playwright } from './playwright.ts';
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
};

/**
 * The main job: plans, starts the reference target if that is what is measured, runs Playwright, stops what it started.
 *
 * @returns the exit code
 * @throws {InputError} before anything is started
 */
export async function run(root: string, flags: Record<string, string>): Promise<number> {
  withFlags(process.env, flags);
  const { exitCode } = await measure(root, process.env);
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
 * The same, as often as one likes.
 *
 * @param env what the run and the reference target are started with; `.env` is read into it
 * @throws {InputError} before anything is started
 */
export async function measure(root: string, env: NodeJS.ProcessEnv): Promise<Measured> {
  const settings = readSettings(root, env);
  const plan = await planRun(settings, root, new Date());
  const stopTarget = settings.target.isReference ? await ensureTarget(root, settings.target, env) : undefined;
  try {
    const runEnv = { ...env, FOOTFALL_PLAN: JSON.stringify(plan) };
    await playwright(join(root, 'playwright.config.ts'), runEnv, 'passed on');
  } finally {
    await stopTarget?.();
  }
  return { exitCode: await exitCodeIn(root, plan.folder), folder: plan.folder };
}

async function exitCodeIn(root: string, folder: string): Promise<number> {
  const files = layout(folder);
  if (!existsSync(files.run)) return exitCodes.nothingMeasured;
  if (existsSync(files.analysis)) {
    return exitCodeOf(Analysis.parse(JSON.parse(readFileSync(files.analysis, 'utf8'))).verdict);
  }
  console.error('Playwright ended before it could judge the run; this is what was measured until then:\n');
  return report(root, folder);
}
