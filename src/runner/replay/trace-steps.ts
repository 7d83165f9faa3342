import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chooseSlowSteps, type SlowStep } from '../../analysis/slow-queries/choose-steps.ts';
import { now, until } from '../../load/clock.ts';
import type { TraceSample } from '../../sample/evidence.ts';
import type { RunPlan } from '../../sample/run.ts';
import { openWriter } from '../../store/append.ts';
import { layout } from '../../store/layout.ts';
import { readRun } from '../../store/read.ts';
import { reasonOf } from '../../telemetry/reason.ts';
import type { Walk } from '../../user/walk.ts';
import { browserArguments, findBrowser } from '../browser/browser.ts';
import { walkAgain } from './walk-again.ts';

/** Relative to the run folder. */
const FOLDER = 'traces';

/** Late paints belong to the step. */
const REST_MS = 500;

/** The way to a step, and tracing it, which is slow. */
const PATIENCE_MS = 90_000;

/**
 * Walks to the slowest step of each journey again, in a browser of its own, and traces that step alone: with Playwright's tracing
 * and with Chromium's. What fails is written down, and the others go on.
 *
 * @param journeys how each is walked, by name
 * @param browserNamed the executable that the user named, if any
 * @param say tells people how far it is
 */
export async function traceSlowSteps(
  plan: RunPlan,
  journeys: Map<string, Walk>,
  browserNamed: string | undefined,
  say: (line: string) => void,
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
      say(
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
  // Names in another script are all hyphens here: the id tells them apart.
  const name = `${slow.journey}-${slow.step}-${slow.id.slice(-8)}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const files = { playwright: `${FOLDER}/${name}.zip`, chromium: `${FOLDER}/${name}.json` };
  const paths = {
    playwright: join(plan.folder, files.playwright),
    chromium: join(plan.folder, files.chromium),
  };
  let browser: Browser | undefined;
  try {
    browser = await startBrowser(browserNamed);
    const walking = walkAgain(browser, plan, slow, walk, (page, take) => traced(page, paths, take));
    await Promise.race([walking, givenUp()]);
    return files;
  } catch (error) {
    return { failure: reasonOf(error) };
  } finally {
    await browser?.close();
  }
}

async function startBrowser(named: string | undefined): Promise<Browser> {
  const { executablePath } = await findBrowser(named);
  return chromium.launch({
    args: browserArguments,
    ...(executablePath !== undefined && { executablePath }),
    // Ctrl-C is the runner's to handle.
    handleSIGINT: false,
  });
}

async function traced(
  page: Page,
  paths: Record<'playwright' | 'chromium', string>,
  take: () => Promise<void>,
): Promise<void> {
  const context = page.context();
  const browser = context.browser();
  await context.tracing.start({ screenshots: true, snapshots: true });
  await browser?.startTracing(page);
  await take();
  await until(now() + REST_MS);
  const events = await browser?.stopTracing();
  if (events) writeFileSync(paths.chromium, events);
  await context.tracing.stop({ path: paths.playwright });
}

async function givenUp(): Promise<never> {
  await until(now() + PATIENCE_MS);
  throw new Error(`it did not come to an end within ${PATIENCE_MS / 1000} s`);
}
