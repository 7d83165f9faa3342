import type { Browser, Page } from '@playwright/test';
import type { SlowStep } from '../../analysis/slow-queries/choose-steps.ts';
import { now } from '../../load/clock.ts';
import { handedRoot, queryLogOf } from '../../load/handed-plan.ts';
import { readQueryLog } from '../../load/query-log.ts';
import { walkDraws } from '../../load/walk-draws.ts';
import type { RunPlan } from '../../sample/run.ts';
import { layout } from '../../store/layout.ts';
import type { Action } from '../../user/action.ts';
import { openAddress, signIn } from '../../user/sign-in.ts';
import { specOf, takeStep } from '../../user/step.ts';
import { layOutStep } from '../../user/step-timing.ts';
import type { Walk } from '../../user/walk.ts';

/** Thrown to leave a journey after the step has been taken. */
class Arrived extends Error {}

/**
 * Walks a journey up to a step again, with the same random draws as in the run but without think time.
 *
 * @param around called to take the step itself, with the page that has reached it
 * @throws if the step, or a step before it, fails
 */
export async function walkAgain(
  browser: Browser,
  { target, workload, folder }: RunPlan,
  slow: SlowStep,
  walk: Walk,
  around: (page: Page, take: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const { iteration } = slow;
  const drawsOf = walkDraws(workload.seed, slow.user);
  const pace = drawsOf('pace', iteration);
  const random = drawsOf('choices', iteration);
  const queries = readQueryLog(queryLogOf(handedRoot())).drawnBy(drawsOf('queries', iteration));
  const context = await browser.newContext({ baseURL: openAddress(target.url), viewport: workload.viewport });
  let met = 0;
  let hasArrived = false;

  try {
    await context.addInitScript({ path: layout(folder).pageScript });
    const page = await context.newPage();
    await signIn(page, target.url, workload.stepTimeoutMs);
    await page.goto(openAddress(target.url), { timeout: workload.stepTimeoutMs });

    async function take(name: string, action: Action) {
      // Drawn although it is not used, so that the following draws are the same as in the run.
      pace.between(workload.thinkTimeMs.min, workload.thinkTimeMs.max);
      const timing = layOutStep(action, now(), 0, workload, pace);
      const { outcome } = await takeStep(
        page,
        action,
        specOf(action, slow.id, workload.stepTimeoutMs),
        timing,
      );
      if (outcome.status !== 'ok') throw new Error(`${name}: ${outcome.message}`);
    }

    async function step(name: string, action: Action) {
      const isIt = name === slow.step && met === slow.occurrence;
      if (name === slow.step) met += 1;
      if (!isIt) return take(name, action);
      await around(page, () => take(name, action));
      hasArrived = true;
      throw new Arrived();
    }

    await walk({ user: { step }, queries, url: openAddress(target.url), random }).catch((error) => {
      if (!(error instanceof Arrived)) throw error;
    });
    if (!hasArrived) throw new Error(`the journey no longer has its step “${slow.step}”`);
  } finally {
    await context.close();
  }
}
