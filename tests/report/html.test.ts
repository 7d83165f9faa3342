import { expect, type Page, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import { axisTicks } from '../../src/report/html/scale.ts';
import { renderHtml } from '../../src/report/html.ts';
import type { Analysis } from '../../src/sample/analysis.ts';
import { sampleRun } from '../analysis/sample-run.ts';
import { smallAnalysis } from './small-analysis.ts';

/** Opens a report and tells everything it tried that a report must not try. */
async function open(page: Page, analysis: Analysis): Promise<{ tried: string[] }> {
  const tried: string[] = [];
  page.on('dialog', async (dialog) => {
    tried.push(`dialog ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('console', (message) => tried.push(`console ${message.text()}`));
  page.on('pageerror', (error) => tried.push(`error ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && !request.url().startsWith('http://report.test/'))
      tried.push(request.url());
  });
  await page.route('http://report.test/', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: renderHtml(analysis) }),
  );
  await page.goto('http://report.test/');
  return { tried };
}

test('the page opens with the verdict as its first heading', async ({ page }) => {
  const { tried } = await open(page, analyse(sampleRun()));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^50 people searched at once, every search was answered within 3\ss, the slowest took 137\sms\.$/,
  );
  await expect(page).toHaveTitle(/^Holds: 50 people/);
  expect(tried).toEqual([]);
});

test('each section is there, and the charts have words for those who cannot see them', async ({ page }) => {
  await open(page, analyse(sampleRun()));
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'Acceptance targets',
    'Where the time goes',
    'How long each step takes',
    'Over time',
    'Budgets',
    'Errors',
    'How it was measured',
  ]);
  for (const name of [
    /^search: .*search engine/,
    /^open a result: p50 \d+ ms, p75/,
    /^Users at work in each second: at most 50/,
  ]) {
    await expect(page.getByRole('img', { name }).first()).toBeVisible();
  }
  await expect(page.getByText('SQLite FTS5')).toBeVisible();
  await expect(page.getByText(/Closed model with think time/)).toBeVisible();
  await expect(page.getByText(/by Little’s law/)).toBeVisible();
});

test('every outcome has its word', async ({ page }) => {
  await open(page, smallAnalysis());
  const targets = page.locator('.targets li');
  await expect(targets.filter({ hasText: 'documents are in the product' })).toContainText('missed');
  await expect(targets.filter({ hasText: '50 users are at work' })).toContainText('holds');
  await expect(page.getByRole('row', { name: /search p99 latency/ })).toContainText('open');
});

const attacks = [
  '<script>window.ran = 1; alert(1)</script>',
  '"><img src=x onerror="window.ran = 1">',
  "' onmouseover='window.ran = 1' x='",
  '</style><script>window.ran = 1</script>',
  '</title><svg onload="window.ran = 1">',
  '<a href="javascript:window.ran = 1">x</a><link rel=stylesheet href=http://evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=http://evil.example/">',
  '{{7*7}}${7*7}&lt;b&gt;',
];

test('nothing in names, queries or messages runs or calls out', async ({ page }) => {
  const hostile = attacks.join(' ');
  const run = sampleRun({ hostile, timeoutShare: 0.05 });
  run.run.workload.name = hostile;
  run.run.target.url = hostile;
  run.run.startedAt = hostile;
  run.run.id = hostile;
  run.run.browser.name = hostile;
  run.run.environment.cpuModel = hostile;
  run.run.target.tiers = [{ name: hostile, kind: hostile }];
  run.unreadable = [hostile];
  for (const sample of run.samples) {
    if (sample.type === 'step' && sample.request) sample.request.serverTimingMs[hostile] = 3;
  }
  for (const budget of run.run.budgets) {
    if (budget.journey) budget.journey += hostile;
    if (budget.step) budget.step += hostile;
  }
  const { tried } = await open(page, analyse(run));
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    for (const element of document.querySelectorAll('*')) element.dispatchEvent(new MouseEvent('mouseover'));
  });
  const found = await page.evaluate(() => ({
    ran: 'ran' in window,
    foreign: document.querySelectorAll(
      'script, img, iframe, a, form, object, link:not([rel=icon]), meta[http-equiv=refresh]',
    ).length,
    handlers: [...document.querySelectorAll('*')].flatMap((element) =>
      element.getAttributeNames().filter((name) => name.startsWith('on')),
    ),
    styles: document.querySelectorAll('style').length,
    readable: document.body.innerText.includes('<script>window.ran = 1; alert(1)</script>'),
  }));
  expect(found).toEqual({ ran: false, foreign: 0, handlers: [], styles: 1, readable: true });
  expect(tried).toEqual([]);
});

for (const [name, options] of Object.entries({
  passed: {},
  failed: { delayMs: 3500, timeoutShare: 0.02 },
  invalid: { lagMs: 900 },
})) {
  for (const width of [390, 1280]) {
    test(`a ${name} run fits ${width} pixels without scrolling sideways`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await open(page, analyse(sampleRun(options)));
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    });
  }
}

test('a run without any sample still renders', async ({ page }) => {
  const { tried } = await open(
    page,
    analyse({ ...sampleRun(), samples: [], telemetry: [], unreadable: ['a.ndjson:3: cut off'] }),
  );
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The run ended before its time.');
  await expect(
    page.getByText('The run stopped without saying why before all users were ready.'),
  ).toBeVisible();
  await expect(page.getByText(/One line of the record could not be read/)).toBeVisible();
  expect(await page.content()).not.toMatch(/NaN|undefined|Infinity/);
  expect(tried).toEqual([]);
});

test('nothing unmeasured gets into a report', async () => {
  for (const options of [{}, { timeoutShare: 1 }, { users: 1, steadyStateMs: 1000 }]) {
    expect(renderHtml(analyse(sampleRun(options)))).not.toMatch(/NaN|undefined|Infinity/);
  }
});

test('an axis has round steps and reaches its end', () => {
  expect(axisTicks(137, 4)).toEqual([0, 50, 100, 150]);
  expect(axisTicks(50, 2)).toEqual([0, 50]);
  expect(axisTicks(0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(axisTicks(4000, 4)).toEqual([0, 1000, 2000, 3000, 4000]);
  expect(axisTicks(0, 4).length).toBeGreaterThan(1);
});
