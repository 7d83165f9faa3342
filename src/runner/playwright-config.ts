import { join } from 'node:path';
import { defineConfig, type PlaywrightTestConfig, type ReporterDescription } from '@playwright/test';
import { handedPlan, handedRoot } from '../load/handed-plan.ts';
import { ownExecArgv, ownModule } from '../own-files.ts';
import { handedSettings } from '../project/hand-over.ts';
import type { Settings } from '../project/settings.ts';
import type { RunPlan } from '../sample/run.ts';
import { layout } from '../store/layout.ts';

/** What a user's test may take beyond its ramp and steady state: the wait at the barrier, and a last slow step. */
const USER_MARGIN_MS = 300_000;

/** A product of several processes stops them in order. */
const STOP_PATIENCE_MS = 15_000;

/**
 * The Playwright configuration of the run that was handed over: a worker for each user or crew of users, one shared browser, then
 * the budgets as tests. Two sides are compared by the command line afterwards, so there are no budgets then.
 */
export function runConfig(): PlaywrightTestConfig {
  if (process.env.FOOTFALL_ONLY === 'film') return filmConfig();
  const root = handedRoot();
  const settings = handedSettings();
  const { folder, workers, workload, audits, film, sides } = handedPlan() as RunPlan;
  const endpoint = process.env.FOOTFALL_BROWSER_ENDPOINT;
  const ours = (name: string) => ownModule(import.meta.url, name);
  const allure: ReporterDescription = [
    ours('./allure-reporter'),
    { resultsDir: layout(folder).allureResults, detail: false },
  ];
  return defineConfig({
    outputDir: layout(folder).playwright,
    fullyParallel: true,
    workers,
    retries: 0,
    timeout: USER_MARGIN_MS + workload.rampMs + workload.steadyStateMs,
    globalSetup: ours('./global-setup'),
    reporter:
      process.env.FOOTFALL_ONLY === 'list' ? 'list' : [...(sides ? [] : [allure]), [ours('./reporter')]],
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
        testMatch: '*.journey.{ts,mts,cts,js,mjs,cjs}',
        ...(!sides && { teardown: 'budgets' }),
      },
      // Two sides have been started by the command line, which judges them by each other.
      ...(sides
        ? []
        : [
            {
              name: 'budgets',
              testDir: import.meta.dirname,
              // One worker takes files by name: pages are audited and steps filmed before the budgets are judged.
              testMatch: [
                ...(audits ? ['audits/audits.spec.*'] : []),
                ...(film ? ['film/film.spec.*'] : []),
                'judged-budgets.spec.*',
                ...(settings.traces ? ['replay/traces.spec.*'] : []),
              ].map((pattern) => pattern.replace('*', '{ts,js}')),
              workers: 1,
              fullyParallel: false,
            },
          ]),
    ],
    ...(!sides && webServer(root, settings)),
  });
}

/** Only the film of each step, for `footfall verify`: no users, no budgets. */
function filmConfig(): PlaywrightTestConfig {
  const { folder } = handedPlan() as RunPlan;
  return defineConfig({
    outputDir: layout(folder).playwright,
    testDir: join(import.meta.dirname, 'film'),
    testMatch: 'film.spec.{ts,js}',
    workers: 1,
    retries: 0,
    reporter: [[ownModule(import.meta.url, './film/film-reporter')]],
  });
}

/** The product, if the project says how to start it. `footfall run` has started it by then, and Playwright finds it running. */
function webServer(
  root: string,
  { target: { url, healthUrl = url, command, startTimeoutMs } }: Settings,
): Pick<PlaywrightTestConfig, 'webServer'> {
  if (command === undefined) return {};
  const starter = [
    process.execPath,
    ...ownExecArgv(),
    ownModule(import.meta.url, '../cli/product/web-server'),
  ];
  return {
    webServer: {
      name: 'target',
      command: starter.map((word) => `"${word}"`).join(' '),
      cwd: root,
      url: healthUrl,
      reuseExistingServer: true,
      // It gives up by itself before, and says why.
      timeout: startTimeoutMs + STOP_PATIENCE_MS,
      gracefulShutdown: { signal: 'SIGTERM', timeout: STOP_PATIENCE_MS },
    },
  };
}
