import { join } from 'node:path';
import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import type { RunPlan } from '../sample/run.ts';
import { layout } from '../store/layout.ts';

/** First seeding of the reference target included. */
const TARGET_START_MS = 180_000;

/** What a user's test may take beyond its ramp and steady state: the wait at the barrier, and a last slow step. */
const USER_MARGIN_MS = 300_000;

/**
 * The Playwright configuration of a run: a worker for each user or crew of users, one shared browser, then the budgets as tests.
 * Workers load this too, so the heavy parts are only imported where the run is planned: in the runner, once.
 *
 * @param root the project folder, with `journeys`, `workloads` and `perf-budgets`
 */
export async function runConfig(root: string): Promise<PlaywrightTestConfig> {
  process.env.FOOTFALL_PLAN ??= JSON.stringify(await plan(root));
  const { folder, workers, workload } = JSON.parse(process.env.FOOTFALL_PLAN) as RunPlan;
  const endpoint = process.env.FOOTFALL_BROWSER_ENDPOINT;
  const runner = import.meta.dirname;
  return defineConfig({
    outputDir: join(folder, 'playwright'),
    fullyParallel: true,
    workers,
    retries: 0,
    timeout: USER_MARGIN_MS + workload.rampMs + workload.steadyStateMs,
    globalSetup: join(runner, 'global-setup.ts'),
    reporter: [
      ['allure-playwright', { resultsDir: layout(folder).allureResults, detail: false }],
      [join(runner, 'reporter.ts')],
    ],
    use: {
      viewport: workload.viewport,
      trace: 'off',
      video: 'off',
      screenshot: 'off',
      ...(endpoint !== undefined && { connectOptions: { wsEndpoint: endpoint } }),
    },
    projects: [
      { name: 'users', testDir: join(root, 'journeys'), testMatch: '*.journey.ts', teardown: 'budgets' },
      { name: 'budgets', testDir: runner, testMatch: 'budgets.spec.ts', workers: 1, fullyParallel: false },
    ],
    ...(!process.env.FOOTFALL_TARGET?.trim() && {
      webServer: {
        name: 'target',
        command: 'node --import tsx target/main.ts',
        cwd: root,
        url: `http://127.0.0.1:${process.env.TARGET_PORT ?? '8700'}/healthz`,
        reuseExistingServer: true,
        timeout: TARGET_START_MS,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
      },
    }),
  });
}

async function plan(root: string): Promise<RunPlan> {
  const { readSettings } = await import('./settings.ts');
  const { planRun } = await import('./plan-run.ts');
  return planRun(readSettings(root), root, new Date());
}
