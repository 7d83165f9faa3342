import { existsSync } from 'node:fs';
import { test as base } from '@playwright/test';
import { keepRunnersTime } from '../../load/barrier.ts';
import { handedPlan, handedRoot } from '../../load/handed-plan.ts';
import { handedSettings } from '../../project/hand-over.ts';
import type { RunPlan } from '../../sample/run.ts';
import { layout } from '../../store/layout.ts';
import { journeysIn } from '../journeys-in.ts';
import { type AuditBrowsers, auditBrowsers } from './audit-browsers.ts';
import { runAudits } from './run-audits.ts';

/** Runs Lighthouse alone on the machine: the users have left, and this Playwright project has one worker. */
const plan = handedPlan() as RunPlan;

const test = base.extend<{ browsers: AuditBrowsers }>({
  // Playwright requires an object pattern, even if the fixture needs nothing.
  browsers: async ({}, use) => {
    const browsers = await auditBrowsers(handedSettings().browser);
    await use(browsers);
    // Also runs if the run is interrupted during an audit.
    await browsers.close();
  },
});

test('page audits', async ({ browsers }) => {
  test.skip(existsSync(layout(plan.folder).enough), 'the product is down');
  // Each audit has its own time limit.
  test.setTimeout(0);
  await keepRunnersTime(process.env.FOOTFALL_BARRIER as string);
  // The runner passes on what workers write to this stream.
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const journey = plan.auditedJourney && (await journeysIn(handedRoot())).get(plan.auditedJourney);
  await runAudits(plan, browsers, say, journey || undefined);
});
