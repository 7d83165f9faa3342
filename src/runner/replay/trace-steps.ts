import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { chooseSlowSteps, type SlowStep } from '../../analysis/slow-queries/choose-steps.ts';
import { now, until } from '../../load/clock.ts';
import type { TraceSample } from '../../sample/evidence.ts';
import type { RunPlan } from '../../sample/run.ts';
import { openWriter } from '../../store/append.ts';
import { cleanFile } from '../../store/clean-file.ts';
import { layout } from '../../store/layout.ts';
import { readRun } from '../../store/read.ts';
import { reasonOf } from '../../telemetry/reason.ts';
import type { Walk } from '../../user/walk.ts';
import { launchBrowser } from '../browser/launch-browser.ts';
import { walkAgain } from './walk-again.ts';

/** Relative to the run folder. */
const FOLDER = 'traces';

/** How long to continue tracing after the step, to include late paints. */
const REST_MS = 500;

/** Limit for walking to a step and tracing it; tracing is slow. */
const PATIENCE_MS = 90_000;

/**
 * Walks to the slowest step of each journey again, in a new browser, and traces only that step, with
 * Playwright's tracing and with Chromium's. A failure is recorded and does not stop the rest.
 *
 * @param journeys the walk function of each journey, by name
 * @param browserNamed the browser executable that the user set, if any
 * @param log prints a line of progress
 */
export async function traceSlowSteps(
  plan: RunPlan,
  journeys: Map<string, Walk>,
  browserNamed: string | undefined,
  log: (line: string) => void,
): Promise<void> {
  const steps = readRun(plan.folder).samples.filter((sample) => sample.type === 'step');
  const writer = openWriter<TraceSample>(join(layout(plan.folder).samples, 'traces.ndjson'));
  mkdirSync(join(plan.folder, FOLDER), { recursive: true });
  try {
    for (const slow of chooseSlowSteps(steps)) {
      const walk = journeys.get(slow.journey);
      if (!walk) continue;
      const found = await traceOne(plan, slow, walk, browserNamed);
      writer.append({ type: 'trace', at: now(), stepId: slow.id, ...found });
      log(
        `trace of ${slow.journey}, ${slow.step}${found.failure === undefined ? '' : ` · ${found.failure}`}`,
      );
    }
  } finally {
    writer.close();
  }
}

async function traceOne(
  plan: RunPlan,
  slow: SlowStep,
  walk: Walk,
  browserNamed: string | undefined,
): Promise<Pick<TraceSample, 'playwright' | 'chromium' | 'failure'>> {
  // In a name in another script, all characters are replaced by hyphens; the id keeps it unique.
  const name = `${slow.journey}-${slow.step}-${slow.id.slice(-8)}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const files = { playwright: `${FOLDER}/${name}.zip`, chromium: `${FOLDER}/${name}.json` };
  const paths = {
    playwright: join(plan.folder, files.playwright),
    chromium: join(plan.folder, files.chromium),
  };
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser(browserNamed);
    const walking = walkAgain(browser, plan, slow, walk, (page, take) => traced(page, paths, take));
    await Promise.race([walking, givenUp()]);
    return files;
  } catch (error) {
    return { failure: reasonOf(error) };
  } finally {
    await browser?.close();
  }
}

async function traced(
  page: Page,
  paths: Record<'playwright' | 'chromium', string>,
  take: () => Promise<void>,
): Promise<void> {
  const context = page.context();
  const browser = context.browser();
  // With snapshots, the trace would also hold headers, cookies and bodies.
  await context.tracing.start({ screenshots: true, snapshots: false });
  await browser?.startTracing(page);
  await take();
  await until(now() + REST_MS);
  const events = await browser?.stopTracing();
  if (events) writeFileSync(paths.chromium, events);
  await context.tracing.stop({ path: paths.playwright });
  for (const file of Object.values(paths)) if (existsSync(file)) cleanFile(file);
}

async function givenUp(): Promise<never> {
  await until(now() + PATIENCE_MS);
  throw new Error(`it did not finish within ${PATIENCE_MS / 1000} s`);
}
