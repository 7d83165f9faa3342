import { expect, test } from '@playwright/test';
import type { Analysis } from '../../src/sample/analysis.ts';
import { smallAnalysis } from './known/small-analysis.ts';
import { openReport } from './open-report.ts';

const hostile = '<img src=x onerror=alert(1)>';

const audits: NonNullable<Analysis['audits']> = {
  pages: [
    {
      page: 'home',
      url: 'http://localhost/',
      runs: 5,
      report: 'lighthouse/home.html',
      categories: { performance: 0.5, accessibility: 1 },
      audits: {
        'largest-contentful-paint': 1240,
        'cumulative-layout-shift': 0.123,
        'total-byte-weight': 51_200,
      },
    },
    {
      page: 'document',
      url: `http://localhost/document/${hostile}`,
      runs: 1,
      categories: { [hostile]: 1 },
      audits: {},
    },
  ],
  flow: 'lighthouse/flow.html',
  failures: [{ of: 'results', message: `not reached: ${hostile}` }],
};

test('each page shows its scores, its figures and a link to its Lighthouse report', async ({ page }) => {
  const { tried } = await openReport(page, { ...smallAnalysis(), audits });
  const section = page.locator('section', { hasText: 'Page audits' });
  const row = (name: string) => section.locator('tbody tr', { hasText: name }).locator('td');
  await expect(row('Performance')).toHaveText(['50', '–']);
  await expect(row('Accessibility')).toHaveText(['100', '–']);
  await expect(row(hostile)).toHaveText(['–', '100']);
  await expect(row('Largest contentful paint')).toHaveText(['1.24 s', '–']);
  await expect(row('Cumulative layout shift')).toHaveText(['0.123', '–']);
  await expect(row('Total byte weight')).toHaveText(['50 KiB', '–']);
  const filled = await section
    .locator('.score')
    .first()
    .evaluate((bar) => (bar.firstElementChild?.clientWidth ?? 0) / bar.clientWidth);
  expect(filled).toBeCloseTo(0.5, 1);
  const targets = await section
    .locator('a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(targets).toEqual(['lighthouse/flow.html', 'lighthouse/home.html']);
  await expect(section.locator('.warning')).toHaveText(`Results not reached: ${hostile}`);
  expect(tried).toEqual([]);
});

test('three pages fit side by side on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const [home] = audits.pages;
  const pages = (['home', 'results', 'document'] as const).map((name) => ({
    ...(home as (typeof audits.pages)[number]),
    page: name,
  }));
  await openReport(page, { ...smallAnalysis(), audits: { ...audits, pages } });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('a run without audits has no audit section', async ({ page }) => {
  await openReport(page, smallAnalysis());
  await expect(page.getByText('Page audits')).toHaveCount(0);
});
