import { randomBytes } from 'node:crypto';
import { chromium, type Page } from '@playwright/test';
import type { Browser } from 'puppeteer-core';
import { now } from '../../load/clock.ts';
import { handedRoot, queryLogOf } from '../../load/handed-plan.ts';
import { readQueryLog } from '../../load/query-log.ts';
import { randomStream } from '../../load/random.ts';
import type { RunPlan } from '../../sample/run.ts';
import { layout } from '../../store/layout.ts';
import type { Action } from '../../user/action.ts';
import { openAddress, signIn } from '../../user/sign-in.ts';
import { specOf, takeStep } from '../../user/step.ts';
import { layOutStep } from '../../user/step-timing.ts';
import type { Walk } from '../../user/walk.ts';

/** A user who walks over the audited pages without thinking. */
export interface Walker {
  page: Page;
  /** Opens the home page. */
  goHome(): Promise<void>;
  /**
   * Walks the journey over the audited pages.
   *
   * @param around takes each step; what it throws ends the walk
   */
  walk(around: (step: string, take: () => Promise<void>) => Promise<void>): Promise<void>;
}

/**
 * Walks in the only page of a browser that Puppeteer started. Each function rejects if the product does not answer as the journey
 * says.
 *
 * @param journey over the audited pages; without one the walk has no steps
 */
export async function walkIn(browser: Browser, plan: RunPlan, journey: Walk | undefined): Promise<Walker> {
  const connected = await chromium.connectOverCDP(browser.wsEndpoint());
  const page = connected.contexts()[0]?.pages()[0];
  if (!page) throw new Error('the browser opened no page');
  await page.addInitScript({ path: layout(plan.folder).pageScript });
  const { target, workload } = plan;
  // The same queries and choices in every run, so that runs compare.
  const random = randomStream(0, 'audits');

  async function take(action: Action): Promise<void> {
    const spec = specOf(action, randomBytes(16).toString('hex'), workload.stepTimeoutMs);
    const atOnce = layOutStep(action, now(), 0, { keyDelayMs: { min: 0, max: 0 } }, random);
    const { outcome } = await takeStep(page as Page, action, spec, atOnce);
    if (outcome.status !== 'ok') throw new Error(outcome.message);
  }

  return {
    page,
    async goHome() {
      await signIn(page, target.url, workload.stepTimeoutMs);
      const answer = await page.goto(openAddress(target.url), { timeout: workload.stepTimeoutMs });
      if (answer && !answer.ok()) throw new Error(`it is answered with status ${answer.status()}`);
      if (target.home) await page.locator(target.home).first().waitFor({ timeout: workload.stepTimeoutMs });
    },
    async walk(around) {
      const queries = readQueryLog(queryLogOf(handedRoot())).drawnBy(random);
      const user = { step: (name: string, action: Action) => around(name, () => take(action)) };
      await journey?.({ user, queries, url: openAddress(target.url), random });
    },
  };
}
