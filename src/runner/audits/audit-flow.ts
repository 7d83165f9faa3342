import { generateReport, startFlow } from 'lighthouse';
import type { Browser } from 'puppeteer-core';
import type { RunPlan } from '../../sample/run.ts';
import { auditSettings } from './lighthouse.ts';
import { walkIn } from './walk.ts';

/**
 * Lighthouse's user flow: the home page is loaded, a search is made while it watches, and what then stands there is judged.
 *
 * @returns its own page about it
 */
export async function auditFlow(browser: Browser, plan: RunPlan): Promise<string> {
  const [page] = await browser.pages();
  if (!page) throw new Error('the browser opened no page');
  const flow = await startFlow(page, { ...auditSettings, name: 'Home, a search, its results' });
  const walker = await walkIn(browser, plan);
  await flow.navigate(plan.target.url, { name: 'Load the home page' });
  await flow.startTimespan({ name: 'Search' });
  // A timespan that was begun must end, or Lighthouse keeps the page.
  const searched = await walker.search().then(
    () => undefined,
    (error: Error) => error,
  );
  await flow.endTimespan();
  if (searched) throw searched;
  await flow.snapshot({ name: 'The results' });
  return generateReport(await flow.createFlowResult(), 'html');
}
