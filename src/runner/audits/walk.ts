import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import type { Browser } from 'puppeteer-core';
import { openSearchPage } from '../../../fixtures/search-page.ts';
import { now } from '../../load/clock.ts';
import { readQueryLog } from '../../load/query-log.ts';
import { randomStream } from '../../load/random.ts';
import type { RunPlan } from '../../sample/run.ts';
import { layout } from '../../store/layout.ts';
import type { Action } from '../../user/action.ts';
import { specOf, takeStep } from '../../user/step.ts';
import { layOutStep } from '../../user/step-timing.ts';

const queryLog = join(import.meta.dirname, '../../../workloads/query-log.ndjson');

/** A user who goes through the product without thinking, by the same page model as the others. */
export interface Walker {
  page: Page;
  /** Opens the home page. */
  goHome(): Promise<void>;
  /** Searches for a frequent term: the same one in every run, so that runs compare. */
  search(): Promise<void>;
  openFirstResult(): Promise<void>;
}

/**
 * Walks in the only page of a browser that Puppeteer started. Each function rejects when the product does not answer as the page
 * model says.
 */
export async function walkIn(browser: Browser, plan: RunPlan): Promise<Walker> {
  const connected = await chromium.connectOverCDP(browser.wsEndpoint());
  const page = connected.contexts()[0]?.pages()[0];
  if (!page) throw new Error('the browser opened no page');
  await page.addInitScript({ path: layout(plan.folder).pageScript });
  const { target, workload } = plan;
  const random = randomStream(0, 'audits');
  const product = openSearchPage(target.url, random);

  async function take(action: Action): Promise<void> {
    const spec = specOf(action, randomBytes(16).toString('hex'), workload.stepTimeoutMs);
    const atOnce = layOutStep(action, now(), 0, { min: 0, max: 0 }, random);
    const { outcome } = await takeStep(page as Page, action, spec, atOnce);
    if (outcome.status !== 'ok') throw new Error(outcome.message);
  }

  return {
    page,
    async goHome() {
      const answer = await page.goto(target.url, { timeout: workload.stepTimeoutMs });
      if (answer && !answer.ok()) throw new Error(`it is answered with status ${answer.status()}`);
      const { selector } = product.open().settled;
      if (selector) await page.locator(selector).first().waitFor({ timeout: workload.stepTimeoutMs });
    },
    search: () => take(product.search(readQueryLog(queryLog).drawnBy(random).draw('head').text)),
    openFirstResult: () => take(product.openFirstResult()),
  };
}
