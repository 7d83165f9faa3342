import { expect, type Page, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import { sampleRun } from '../analysis/sample-run.ts';
import { withoutDiagnosis } from './known/known-diagnosis.ts';
import { withKnownTrust, withoutTrust } from './known/known-trust.ts';
import { openReport } from './open-report.ts';

const known = withoutDiagnosis(withKnownTrust(analyse(sampleRun())));

const picture = (page: Page, title: string) =>
  page.locator('figure.time').filter({ has: page.locator('figcaption', { hasText: title }) });

test('the length of a layer bar is the sum of its layers, and the table shows the sum', async ({ page }) => {
  const analysis = structuredClone(known);
  const [first, second] = analysis.steps;
  if (first === undefined || second === undefined) throw new Error('no step was measured');
  first.layersMs = { beforeRequest: 40, network: 120, tier: 100, remainder: 80, paint: 60 };
  first.layeredMs = 400;
  second.layersMs = { request: 100 };
  second.layeredMs = 100;
  analysis.steps = [first, second];
  await openReport(page, analysis);
  const rows = page.locator('.layers .row');
  await expect(rows.nth(0).locator('.value')).toHaveText('400 ms');
  await expect(rows.nth(1).locator('.value')).toHaveText('100 ms');
  await expect(rows.nth(0).getByRole('img')).toHaveAccessibleName(
    `${first.step}: browser, before the request 40 ms, network and unreported server time 120 ms, tier 100 ms, unattributed 80 ms, browser, rendering 60 ms`,
  );
  const shares = await page
    .locator('.layers .stack > div')
    .evaluateAll((bars) =>
      bars.map((bar) => bar.getBoundingClientRect().width / (bar.parentElement?.clientWidth ?? 1)),
    );
  expect(shares[0]).toBeCloseTo(1, 2);
  expect(shares[1]).toBeCloseTo(0.25, 2);
  const widths = await rows
    .nth(0)
    .locator('.stack i')
    .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().width));
  expect((widths[1] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(3, 1);
  await expect(
    page
      .locator('section', { hasText: 'Where the time goes' })
      .locator('tbody tr')
      .first()
      .locator('td')
      .last(),
  ).toHaveText('400 ms');
});

test('long frames are listed with their cause, longest first', async ({ page }) => {
  await openReport(page, known);
  const section = page.locator('section', { hasText: 'Long frames' });
  const rows = section.locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('12 of ');
  await expect(rows.nth(0)).toContainText('118 ms');
  await expect(rows.nth(0)).toContainText('Response.json.then');
  await expect(rows.nth(0)).toContainText('/assets/index-4f2a.js, 97 ms of the 118 ms');
  await expect(rows.nth(1)).toContainText('no script: style, layout and paint');
  const figures = page.locator('section', { hasText: 'How long each step takes' }).locator('table');
  await expect(figures.locator('thead th').last()).toHaveText('Soft navigations');
  await expect(figures.locator('tbody tr').nth(1).locator('td').last()).toHaveText('17');
  await expect(figures.locator('tbody tr').nth(2).locator('td').last()).toHaveText('–');
});

test('a report without long frames and soft navigations does not mention them', async ({ page }) => {
  const steps = known.steps.map(({ longFrames: _, softNavigations: __, ...step }) => step);
  await openReport(page, { ...known, steps });
  await expect(page.getByText('Long frames')).toHaveCount(0);
  await expect(page.getByText('Soft navigations')).toHaveCount(0);
});

test('seconds with contaminated steps are marked in the latency chart', async ({ page }) => {
  await openReport(page, known);
  const latency = picture(page, 'Latency');
  const busy = known.timeline.filter(({ contaminated }) => contaminated > 0);
  expect(busy.length).toBe(3);
  await expect(latency.locator('rect.contaminated')).toHaveCount(3);
  await expect(latency.locator('rect.contaminated').first()).toHaveAttribute('x', '25');
  await expect(latency.getByRole('img')).toHaveAccessibleName(/3 of 60 seconds with contaminated steps\.$/);
  await page.unroute('http://report.test/');
  await openReport(page, withoutTrust(known));
  await expect(picture(page, 'Latency').locator('rect.contaminated')).toHaveCount(0);
});

test('the chart of active users shows the configured number and the estimate by Little’s law', async ({
  page,
}) => {
  await openReport(page, {
    ...known,
    load: { ...known.load, littleUsers: 40 },
    run: { ...known.run, users: 50 },
  });
  const users = picture(page, 'Active users');
  await expect(users).toContainText('50 configured');
  await expect(users).toContainText('40 by Little’s law');
  await expect(users.locator('path.asked')).toHaveAttribute('d', 'M0 0H100');
  // The ramp-up takes 8 of 68 s.
  await expect(users.locator('path.little')).toHaveAttribute('d', 'M11.76 20H100');
});

test('the generator charts show thresholds, and a missed reading is a gap', async ({ page }) => {
  await openReport(page, known);
  const machine = picture(page, 'Measuring machine');
  await expect(machine.locator('path.level')).toHaveCount(2);
  await expect(machine.locator('path.level.signal-cpuShare')).toHaveAttribute('d', 'M0 3H100');
  await expect(machine.locator('path.level.signal-pressureShare')).toHaveAttribute('d', 'M0 40H100');
  await expect(machine.getByRole('img')).toHaveAccessibleName(
    /CPU pressure at most 72 %, contaminates above 60 %/,
  );
  const delays = picture(page, 'Delays of the generator');
  await expect(delays.locator('path.level')).toHaveCount(3);
  await expect(delays.locator('path.line.signal-canaryMs')).toHaveCount(2);
  await expect(delays.locator('path.line.signal-lagMs')).toHaveCount(1);
  await expect(
    page.getByText('Not available on this machine: CPU steal (this system does not report it).'),
  ).toBeVisible();
  const heads = page.locator('section', { hasText: 'Over time' }).locator('thead th');
  await expect(heads).toHaveText([
    'Second',
    'Users',
    'Steps',
    'No answer',
    'Contaminated',
    'Median',
    'Slowest',
    'CPU use',
    'CPU pressure',
    'canary page',
    'browser server',
    'runner',
    'slowest worker',
    'input lag',
  ]);
});

test('signals that could not be read are not drawn', async ({ page }) => {
  await openReport(page, withoutTrust(known));
  await expect(page.locator('figure.time')).toHaveCount(2);
  await expect(page.getByText('Measuring machine', { exact: true })).toHaveCount(1);
});
