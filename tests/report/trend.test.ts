import { expect, type Page, test } from '@playwright/test';
import { trendOf } from '../../src/analysis/across-runs/trend.ts';
import { analyse } from '../../src/analysis/analyse.ts';
import type { Analysis } from '../../src/sample/analysis.ts';
import type { HistoryLine } from '../../src/sample/history.ts';
import { sampleRun } from '../analysis/sample-run.ts';
import { openReport } from './open-report.ts';

const alone = analyse(sampleRun());

interface RunFigures {
  browser?: string;
  /** Median of each step in milliseconds; `undefined` if the step was not measured. */
  p50: Record<string, number | undefined>;
}

function line(index: number, { browser = '155.0', p50 }: RunFigures): HistoryLine {
  return {
    schemaVersion: 1,
    id: `run-${index}`,
    startedAt: new Date(Date.UTC(2026, 10, 1 + index, 9)).toISOString(),
    workload: 'peak',
    users: 50,
    seed: 1,
    viewport: '1280×720',
    footfall: '0.1.0',
    browser,
    machine: { cpuModel: 'Example CPU', cores: 2, memoryBytes: 24 * 2 ** 30 },
    targetUrl: 'http://127.0.0.1:8700/',
    outcome: 'pass',
    steps: Object.entries(p50).map(([step, ms]) => ({
      journey: 'look up',
      step,
      samples: 100,
      errors: 0,
      ...(ms !== undefined && { latencyMs: { p50: ms, p95: 2 * ms } }),
    })),
  };
}

/** The report of the last of `count` runs. */
function reportOf(count: number, figuresOf: (index: number) => RunFigures): Analysis {
  const lines = Array.from({ length: count }, (_, index) => line(index, figuresOf(index)));
  const trend = trendOf(lines.slice(0, -1), lines.at(-1) as HistoryLine);
  if (trend === undefined) throw new Error('there is no trend');
  return { ...alone, trend };
}

const scatter = (index: number) => ((index * 7) % 5) - 2;

/** Thirty runs: a different browser from the eleventh on, and a slower search from the 21st on. */
const thirtyRuns = reportOf(30, (index) => ({
  browser: index < 10 ? '155.0' : '156.0',
  p50: { home: 90 + scatter(index), search: (index < 20 ? 120 : 165) + scatter(index) },
}));

const sectionOf = (page: Page) =>
  page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Over the last runs', exact: true }) });

/** The number of points in each segment of the p50 line. */
const pieces = (page: Page, step: string) =>
  sectionOf(page)
    .locator('figure', { hasText: step })
    .locator('path.line:not(.thin)')
    .evaluateAll((paths) => paths.map((path) => path.getAttribute('d')?.match(/[ML]/g)?.length));

test('a changed step comes first and says since which run, and a different browser starts a new line', async ({
  page,
}) => {
  const { tried } = await openReport(page, thirtyRuns);
  const section = sectionOf(page);
  const figures = section.locator('figure');
  await expect(figures).toHaveCount(2);
  await expect(figures.nth(0)).toContainText('look up › search');
  await expect(figures.nth(0)).toContainText(/120 ms → 165 ms since .*, 9 runs ago/);
  await expect(figures.nth(1)).toContainText('look up › home');
  await expect(figures.nth(1)).not.toContainText('→');
  await expect(figures.nth(0).getByRole('img')).toHaveAccessibleName(/search .*120 ms → 165 ms/);
  expect(await pieces(page, 'search')).toEqual([10, 20]);
  // The browser changed between the tenth and the eleventh of thirty, the search between the 20th and the 21st.
  await expect(figures.nth(0).locator('path.turn')).toHaveAttribute('d', 'M33.33 0V100');
  await expect(figures.nth(0).locator('path.since')).toHaveAttribute('d', 'M66.67 0V100');
  await expect(figures.nth(1).locator('path.since')).toHaveCount(0);
  await expect(section).toContainText('browser 155.0 → 156.0');
  expect(tried).toEqual([]);
});

test('a report without earlier runs has no trend', async ({ page }) => {
  await openReport(page, alone);
  await expect(page.getByText('Over the last runs')).toHaveCount(0);
});

test('a run in which a step was not measured has no point, not a zero', async ({ page }) => {
  await openReport(
    page,
    reportOf(5, (index) => ({ p50: { home: 90, search: index === 2 || index === 4 ? undefined : 120 } })),
  );
  expect(await pieces(page, 'search')).toEqual([3]);
  expect(await pieces(page, 'home')).toEqual([5]);
  const search = sectionOf(page).locator('figure', { hasText: 'search' });
  await expect(search.locator('figcaption')).toContainText('not measured');
  expect(await sectionOf(page).innerHTML()).not.toMatch(/NaN|undefined|Infinity/);
});

test('a p95 far above the p50 is cut off, and the legend says so', async ({ page }) => {
  const analysis = reportOf(5, () => ({ p50: { search: 100 } }));
  await openReport(page, analysis);
  await expect(sectionOf(page)).not.toContainText('cut off');
  await page.unroute('http://report.test/');
  const [slow] = analysis.trend?.steps[0]?.points ?? [];
  if (slow) slow.p95 = 9000;
  await openReport(page, analysis);
  await expect(sectionOf(page)).toContainText('cut off where it is far above the p50');
  await expect(sectionOf(page).locator('.grid small').last()).toHaveText('400 ms');
});

test('twelve steps are shown, changed ones first, and the rest are folded', async ({ page }) => {
  const names = Array.from({ length: 15 }, (_, index) => `step ${String(index + 1).padStart(2, '0')}`);
  await openReport(
    page,
    reportOf(20, (index) => ({
      p50: Object.fromEntries(
        names.map((name) => [name, (name === 'step 15' && index >= 10 ? 200 : 100) + scatter(index)]),
      ),
    })),
  );
  const section = sectionOf(page);
  await expect(section.locator('figure').first()).toContainText('step 15');
  await expect(section.locator('figure:visible')).toHaveCount(12);
  await section.getByText('3 more steps').click();
  await expect(section.locator('figure:visible')).toHaveCount(15);
});

test('nothing in the names of steps, runs, browsers and commits is executed', async ({ page }) => {
  const hostile = `"><img src=x onerror="window.ran = 1"></svg><script>window.ran = 1</script>' onmouseover='x`;
  const analysis = reportOf(20, (index) => ({
    browser: index < 4 ? '155.0' : hostile,
    p50: { [hostile]: (index < 12 ? 100 : 200) + scatter(index) },
  }));
  for (const run of analysis.trend?.runs ?? []) {
    run.id += hostile;
    run.startedAt = hostile;
    run.commit = hostile;
  }
  const { tried } = await openReport(page, analysis);
  const found = await sectionOf(page).evaluate((section) => ({
    ran: 'ran' in window,
    foreign: section.querySelectorAll('script, img, a').length,
    handlers: [...section.querySelectorAll('*')].flatMap((element) =>
      element.getAttributeNames().filter((name) => name.startsWith('on')),
    ),
    readable: section.textContent?.includes('<script>window.ran = 1</script>'),
  }));
  expect(found).toEqual({ ran: false, foreign: 0, handlers: [], readable: true });
  expect(tried).toEqual([]);
});

test('the charts fit a phone, with names of any length', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const long = 'averyveryverylongnamewithoutanyspaceinit'.repeat(4);
  await openReport(
    page,
    reportOf(20, (index) => ({ p50: { [long]: (index < 12 ? 1000 : 2000) + scatter(index), search: 120 } })),
  );
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
