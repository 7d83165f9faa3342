import { join } from 'node:path';
import { defineConfig, type PlaywrightTestConfig, type ReporterDescription } from '@playwright/test';
import type { RunPlan } from '../sample/run.ts';
import { layout } from '../store/layout.ts';

/** First seeding of the reference target included. */
const TARGET_START_MS = 180_000;

/** What a user's test may take beyond its ramp and steady state: the wait at the barrier, and a last slow step. */
const USER_MARGIN_MS = 300_000;

/**
 * The Playwright configuration of a run: a worker for each user or crew of users, one shared browser, then the budgets as tests.
 * Two sides are compared by the command line afterwards, so there are no budgets then.
 * Workers load this too, so the heavy parts are only imported where the run is planned: in the runner, once.
 *
 * @param root the project folder, with `journeys`, `workloads` and `perf-budgets`
 */
export async function runConfig(root: string): Promise<PlaywrightTestConfig> {
  process.env.FOOTFALL_PLAN ??= JSON.stringify(await plan(root));
  const { folder, workers, workload, audits, sides } = JSON.parse(process.env.FOOTFALL_PLAN) as RunPlan;
  const endpoint = process.env.FOOTFALL_BROWSER_ENDPOINT;
  const isTraced = process.env.FOOTFALL_TRACES?.trim() === 'on';
  const runner = import.meta.dirname;
  return defineConfig({
    outputDir: join(folder, 'playwright'),
    fullyParallel: true,
    workers,
    retries: 0,
    timeout: USER_MARGIN_MS + workload.rampMs + workload.steadyStateMs,
    globalSetup: join(runner, 'global-setup.ts'),
    reporter: [...(sides ? [] : [allure(folder)]), [join(runner, 'reporter.ts')]],
    use: {
      viewport: workload.viewport,
      trace: 'off',
      video: 'off',
      screenshot: 'off',
      ...(endpoint !== undefined && { connectOptions: { wsEndpoint: endpoint } }),
    },
    projects: [
      {
        name: 'users',
        testDir: join(root, 'journeys'),
        testMatch: '*.journey.ts',
        ...(!sides && { teardown: 'budgets' }),
      },
      // Whoever compares two sides has started them, and judges them by each other.
      ...(sides
        ? []
        : [
            {
              name: 'budgets',
              testDir: runner,
              // One worker takes files by name: the pages are looked at before the budgets on them are judged.
              testMatch: [
                ...(audits ? ['audits/audits.spec.ts'] : []),
                'budgets.spec.ts',
                ...(isTraced ? ['replay/traces.spec.ts'] : []),
              ],
              workers: 1,
              fullyParallel: false,
            },
          ]),
    ],
    ...(!(sides || process.env.FOOTFALL_TARGET?.trim()) && {
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

function allure(folder: string): ReporterDescription {
  return ['allure-playwright', { resultsDir: layout(folder).allureResults, detail: false }];
}

async function plan(root: string): Promise<RunPlan> {
  const { readSettings } = await import('../project/settings.ts');
  const { planRun } = await import('../project/plan-run.ts');
  return planRun(readSettings(root), root, new Date());
}
