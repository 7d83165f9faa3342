import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planRun } from '../runner/plan-run.ts';
import { readSettings } from '../runner/settings.ts';
import { Analysis } from '../sample/analysis.ts';
import { layout } from '../store/layout.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { playwright } from './playwright.ts';
import { report } from './report.ts';
import { ensureTarget } from './target.ts';

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
  for (const [flag, value] of Object.entries(flags)) process.env[variables[flag] as string] = value;
  const settings = readSettings(root);
  const plan = await planRun(settings, root, new Date());
  const stopTarget = settings.target.isReference ? await ensureTarget(root, settings.target) : undefined;
  try {
    const env = { ...process.env, FOOTFALL_PLAN: JSON.stringify(plan) };
    await playwright(join(root, 'playwright.config.ts'), env, 'passed on');
  } finally {
    await stopTarget?.();
  }
  const files = layout(plan.folder);
  if (!existsSync(files.run)) return exitCodes.nothingMeasured;
  if (existsSync(files.analysis)) {
    return exitCodeOf(Analysis.parse(JSON.parse(readFileSync(files.analysis, 'utf8'))).verdict);
  }
  console.error('Playwright ended before it could judge the run; this is what was measured until then:\n');
  return report(root, plan.folder);
}
