import lighthouse, { desktopConfig, type Result } from 'lighthouse';
import type { Browser } from 'puppeteer-core';
import type { AuditSample } from '../../sample/sample.ts';

/**
 * How Lighthouse looks at pages: as at a desktop, since that is what the users have, and with its simulated throttling, which
 * tells the same of a page on a quick and on a busy machine.
 */
export const auditSettings = {
  config: desktopConfig,
  flags: {
    onlyCategories: ['performance', 'accessibility', 'best-practices'],
    // It leaves the page and comes back, which takes up to five seconds, has no weight in any score, and no figure to limit.
    skipAudits: ['bf-cache'],
    logLevel: 'silent' as const,
  },
};

/**
 * Loads a page in a browser that has never seen it, and judges it.
 *
 * @throws when Lighthouse could not load or judge it
 */
export async function auditPage(browser: Browser, url: string): Promise<Result> {
  const [page] = await browser.pages();
  const result = await lighthouse(url, auditSettings.flags, auditSettings.config, page);
  if (!result) throw new Error('Lighthouse gave no result');
  const { runtimeError } = result.lhr;
  if (runtimeError) throw new Error(`${runtimeError.code}: ${runtimeError.message}`);
  return result.lhr;
}

/** The figures of a result: scores and numeric values; what Lighthouse could not tell is absent. */
export function figuresOf({
  categories,
  audits,
  environment,
}: Result): Pick<AuditSample, 'categories' | 'audits' | 'benchmarkIndex'> {
  const numbers = (entries: [string, number | null | undefined][]) =>
    Object.fromEntries(
      entries.filter(
        (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
      ),
    );
  return {
    categories: numbers(Object.entries(categories).map(([name, { score }]) => [name, score])),
    audits: numbers(Object.entries(audits).map(([name, { numericValue }]) => [name, numericValue])),
    benchmarkIndex: environment.benchmarkIndex,
  };
}
