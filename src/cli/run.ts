import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { planRun } from '../runner/plan-run.ts';
import { readSettings } from '../runner/settings.ts';
import { Analysis } from '../sample/analysis.ts';
import { layout } from '../store/layout.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { report } from './report.ts';
import { ensureTarget } from './target.ts';

const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Flags by name; each stands for a variable of the same meaning, and wins over it. */
const variables: Record<string, string> = {
  workload: 'FOOTFALL_WORKLOAD',
  target: 'FOOTFALL_TARGET',
  users: 'FOOTFALL_USERS',
  duration: 'FOOTFALL_DURATION',
  seed: 'FOOTFALL_SEED',
  browser: 'FOOTFALL_BROWSER',
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
    await playwright(root, { FOOTFALL_PLAN: JSON.stringify(plan) });
  } finally {
    await stopTarget?.();
  }
  const files = layout(plan.folder);
  if (!existsSync(files.run)) return exitCodes.nothingMeasured;
  if (existsSync(files.analysis)) {
    return exitCodeOf(Analysis.parse(JSON.parse(readFileSync(files.analysis, 'utf8'))).verdict);
  }
  console.error('Playwright ended before it could judge the run; this is what was measured until then:\n');
  return report(plan.folder);
}

/**
 * Runs `playwright test` to its end. The child has a process group of its own, so that a Ctrl-C reaches it once, from
 * here: it then ends the run in order. A second one, later, means "at once".
 */
async function playwright(root: string, env: Record<string, string>): Promise<void> {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const child = spawn(process.execPath, [cli, 'test', '--config', join(root, 'playwright.config.ts')], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  const passOn = () => child.kill('SIGINT');
  for (const signal of endSignals) process.on(signal, passOn);
  await new Promise<void>((ended, failed) => child.once('exit', () => ended()).once('error', failed));
  for (const signal of endSignals) process.off(signal, passOn);
}
