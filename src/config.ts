import { execFileSync } from 'node:child_process';
import type { PlaywrightTestConfig } from '@playwright/test';
import { ownExecArgv, ownModule } from './own-files.ts';
import { declare, type GivenConfig } from './project/declared-config.ts';
import { runConfig } from './runner/playwright-config.ts';

export type { GivenConfig } from './project/declared-config.ts';
export type { ProjectConfig } from './project/project-config.ts';

/**
 * Creates the Playwright configuration of a Footfall project. Export it from `playwright.config.ts`.
 *
 * Playwright loads it in each of its processes, so it must be cheap: `footfall run` plans the run beforehand. If Playwright is
 * started directly (`npx playwright test`), this function gets the plan from the command line.
 *
 * @param given the project's settings, or a function that returns them for an environment that includes `.env`
 * @throws if the settings, the workload, its journeys or its budgets are invalid, listing every problem
 */
export function footfallConfig(given: GivenConfig = {}): PlaywrightTestConfig {
  if (declare(given)) return {};
  if (!process.env.FOOTFALL_PLAN) Object.assign(process.env, planNatively());
  return runConfig();
}

/** Plans in a separate process: planning loads modules that workers should not, and this function must stay synchronous. */
function planNatively(): Record<string, string> {
  const main = [...ownExecArgv(), ownModule(import.meta.url, './cli/main')];
  const [task, ...words] = process.argv.slice(2);
  // The words choose tests only if tests are run.
  const chosen = task === 'test' ? words : [];
  const command = [...main, 'hand-over', ...configFlag(words), '--', ...chosen];
  try {
    return JSON.parse(
      execFileSync(process.execPath, command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const problem = new Error(stderr?.trim() || message);
    // Printed as is: a stack trace would only hide the message.
    problem.stack = problem.message;
    throw problem;
  }
}

/** The `--config` flag that Playwright was started with. */
function configFlag(words: string[]): string[] {
  const at = words.findIndex((word) => /^(-c|--config)(=|$)/.test(word));
  if (at < 0) return [];
  const [, glued] = (words[at] as string).split('=');
  const file = glued ?? words[at + 1];
  return file === undefined ? [] : ['--config', file];
}
