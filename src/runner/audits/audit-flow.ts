import { generateReport, startFlow } from 'lighthouse';
import type { Browser } from 'puppeteer-core';
import type { RunPlan } from '../../sample/run.ts';
import { cleaned } from '../../store/clean.ts';
import type { Walk } from '../../user/walk.ts';
import { auditSettings } from './lighthouse.ts';
import { walkIn } from './walk.ts';

/** Thrown to leave the journey once the results have been judged. */
class Arrived extends Error {}

/**
 * Runs Lighthouse's user flow: loads the home page, records a search, and audits the results.
 *
 * @param journey over the audited pages; its step “results” is the search
 * @returns Lighthouse's HTML report
 */
export async function auditFlow(browser: Browser, plan: RunPlan, journey: Walk | undefined): Promise<string> {
  const [page] = await browser.pages();
  if (!page) throw new Error('the browser opened no page');
  const flow = await startFlow(page, { ...auditSettings, name: 'Home, a search, its results' });
  const walker = await walkIn(browser, plan, journey);
  await flow.navigate(plan.target.url, { name: 'Load the home page' });
  const searching = walker.walk(async (step, take) => {
    if (step !== 'results') return take();
    await flow.startTimespan({ name: 'Search' });
    // Always end a started timespan, or Lighthouse does not release the page.
    await take().finally(() => flow.endTimespan());
    await flow.snapshot({ name: 'The results' });
    throw new Arrived();
  });
  await searching.catch((error) => {
    if (!(error instanceof Arrived)) throw error;
  });
  return generateReport(cleaned(await flow.createFlowResult()), 'html');
}
