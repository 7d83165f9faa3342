import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from '@playwright/test';
import { keepRunnersTime } from '../../load/barrier.ts';
import type { RunPlan } from '../../sample/run.ts';
import type { Walk } from '../../user/be-user.ts';
import { takeJourneys } from '../../user/journey.ts';
import { traceSlowSteps } from './trace-steps.ts';

/** Traces of the slowest steps, when the users have gone: tracing slows a browser down, so no measured step is traced. */
const plan = JSON.parse(process.env.FOOTFALL_PLAN as string) as RunPlan;

test('traces of the slowest steps', async ({}, { config: { rootDir } }) => {
  // Each walk has a patience of its own.
  test.setTimeout(0);
  await keepRunnersTime(process.env.FOOTFALL_BARRIER as string);
  const browser = process.env.FOOTFALL_BROWSER?.trim() || undefined;
  // The runner passes on what workers say on this stream.
  const say = (line: string) => process.stderr.write(`${line}\n`);
  await traceSlowSteps(plan, await journeysIn(join(rootDir, 'journeys')), browser, say);
});

/** Journeys as they stand in the files of a project. */
async function journeysIn(folder: string): Promise<Map<string, Walk>> {
  const journeys = new Map<string, Walk>();
  takeJourneys((name, walk) => journeys.set(name, walk));
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.journey.ts'))) {
    await import(pathToFileURL(join(folder, file)).href);
  }
  return journeys;
}
