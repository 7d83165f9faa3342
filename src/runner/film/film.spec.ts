import { existsSync, mkdirSync } from 'node:fs';
import { test } from '@playwright/test';
import { keepRunnersTime } from '../../load/barrier.ts';
import { handedPlan, handedRoot } from '../../load/handed-plan.ts';
import { handedSettings } from '../../project/hand-over.ts';
import type { RunPlan } from '../../sample/run.ts';
import { layout } from '../../store/layout.ts';
import { launchBrowser } from '../browser/launch-browser.ts';
import { writePageScript } from '../browser/page-script.ts';
import { journeysIn } from '../journeys-in.ts';
import { filmJourneys } from './film-journeys.ts';

/** Films each step when the users have left, or without any users for `footfall verify`. */
const plan = handedPlan() as RunPlan;

test('films of the steps', async () => {
  test.skip(existsSync(layout(plan.folder).enough), 'the product is down');
  // Each step has its own time limit.
  test.setTimeout(0);
  if (process.env.FOOTFALL_BARRIER) await keepRunnersTime(process.env.FOOTFALL_BARRIER);
  const files = layout(plan.folder);
  mkdirSync(files.samples, { recursive: true });
  if (!existsSync(files.pageScript)) writePageScript(files.pageScript);
  const browser = await launchBrowser(handedSettings().browser);
  try {
    // The runner forwards what workers write to this stream.
    await filmJourneys(browser, plan, await journeysIn(handedRoot()), (line) =>
      process.stderr.write(`${line}\n`),
    );
  } finally {
    await browser.close();
  }
});
