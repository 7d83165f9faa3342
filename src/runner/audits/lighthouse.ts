import lighthouse, { desktopConfig, type Result } from 'lighthouse';
import type { Browser } from 'puppeteer-core';
import type { AuditSample } from '../../sample/sample.ts';

/**
 * Lighthouse's settings: a desktop, because the users have one, and simulated throttling, which gives the same result on a fast
 * and on a busy machine.
 */
export const auditSettings = {
  config: desktopConfig,
  flags: {
    onlyCategories: ['performance', 'accessibility', 'best-practices'],
    // This audit leaves the page and returns, which takes up to five seconds; it has no weight in a score and no figure to limit.
    skipAudits: ['bf-cache'],
    // It takes more than a second, and only adds small pictures of elements to the report.
    disableFullPageScreenshot: true,
    logLevel: 'silent' as const,
  },
};

/**
 * Audits a page in a browser that has never loaded it.
 *
 * @throws if Lighthouse could not load or audit it
 */
export async function auditPage(browser: Browser, url: string): Promise<Result> {
  const [page] = await browser.pages();
  const result = await lighthouse(url, auditSettings.flags, auditSettings.config, page);
  if (!result) throw new Error('Lighthouse gave no result');
  const { runtimeError } = result.lhr;
  if (runtimeError) throw new Error(`${runtimeError.code}: ${runtimeError.message}`);
  return result.lhr;
}

/** The figures of a result: scores and numeric values; figures that Lighthouse could not determine are absent. */
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
