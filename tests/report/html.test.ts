import { expect, type Page, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import { axisTicks } from '../../src/report/html/charts/scale.ts';
import { renderHtml } from '../../src/report/html.ts';
import { sampleRun } from '../analysis/sample-run.ts';
import { withKnownDiagnosis, withoutDiagnosis } from './known/known-diagnosis.ts';
import { withKnownTrust } from './known/known-trust.ts';
import { smallAnalysis } from './known/small-analysis.ts';
import { openReport } from './open-report.ts';

test('the verdict is the first heading of the page', async ({ page }) => {
  const { tried } = await openReport(page, analyse(sampleRun()));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^50 users searched at the same time; every search was answered within 3\ss; the slowest of 616 answers took 137\sms\.$/,
  );
  await expect(page).toHaveTitle(/^Passed: 50 users/);
  expect(tried).toEqual([]);
});

const withoutDiagnosisSections = [
  'How reliable these numbers are',
  'Acceptance targets',
  'Where the time goes',
  'How long each step takes',
  'Long frames',
  'Over time',
  'Budgets',
  'Errors',
  'How it was measured',
];

test('every section is present, and charts have descriptions for screen readers', async ({ page }) => {
  await openReport(page, withKnownDiagnosis(withKnownTrust(analyse(sampleRun()))));
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'How reliable these numbers are',
    'Acceptance targets',
    'Where the time goes',
    'What to change',
    'Slow queries',
    'How long each step takes',
    'Long frames',
    'Over time',
    'The product over time',
    'Budgets',
    'Errors',
    'How it was measured',
  ]);
  for (const name of [
    /^An average step: browser 46 %, 29 ms; .*search engine 22 %, 14 ms$/,
    /^search: .*search engine/,
    /^open a result, \d+ samples: p50 \d+ ms, p75/,
    /^Active users in each second: at most 50/,
    /^CPU by component, in cores over the run: app server at most 0\.56/,
  ]) {
    await expect(page.getByRole('img', { name }).first()).toBeVisible();
  }
  await expect(page.getByText('SQLite FTS5')).toBeVisible();
  await expect(page.getByText(/Closed model with think time/)).toBeVisible();
});

test('a run of which only times are known has no diagnosis sections', async ({ page }) => {
  await openReport(page, withoutDiagnosis(withKnownTrust(analyse(sampleRun()))));
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(withoutDiagnosisSections);
  await expect(page.locator('.six, .slow, .because, .advice, .product')).toHaveCount(0);
});

test('every outcome has its word', async ({ page }) => {
  await openReport(page, smallAnalysis());
  const targets = page.locator('.targets li');
  await expect(targets.filter({ hasText: 'documents are in the product' })).toContainText('failed');
  await expect(targets.filter({ hasText: '50 users are active' })).toContainText('passed');
  await expect(page.getByRole('row', { name: /search p99 latency/ })).toContainText('inconclusive');
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

test('nothing in names, queries or messages is executed or sends requests', async ({ page }) => {
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
    if (sample.type !== 'step') continue;
    if (sample.request) sample.request.serverTimingMs[hostile] = 3;
    sample.longFrame = {
      startMs: 1,
      durationMs: 80,
      blockingMs: 30,
      script: { invoker: hostile, url: hostile, durationMs: 70 },
    };
  }
  run.samples.push({
    type: 'user',
    user: 1,
    journey: hostile,
    event: 'lost',
    at: run.samples.length,
    message: hostile,
  });
  for (const budget of run.run.budgets) {
    if (budget.journey) budget.journey += hostile;
    if (budget.step) budget.step += hostile;
  }
  const analysis = analyse(run);
  analysis.generator.unseen = [hostile];
  const { tried } = await openReport(page, analysis);
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
      await openReport(page, withKnownDiagnosis(withKnownTrust(analyse(sampleRun(options)))));
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    });
  }
}

/** The axis labels, from left to right, that touch the label to their right. */
async function touching(page: Page): Promise<string[]> {
  const labels = await page.locator('.axis .ticks span:visible').all();
  const boxes = await Promise.all(labels.map((label) => label.boundingBox()));
  const texts = await Promise.all(labels.map((label) => label.innerText()));
  expect(texts.length).toBeGreaterThan(2);
  return texts.filter((_, index) => {
    const [box, next] = [boxes[index], boxes[index + 1]];
    return box && next && box.x + box.width + 4 > next.x;
  });
}

for (const width of [360, 390, 721, 821, 1280]) {
  test(`no two labels of the latency axis touch at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const delayMs of [0, 60, 150, 900, 3500, 20_000]) {
      await openReport(page, analyse(sampleRun({ delayMs, users: 20 })));
      expect(await touching(page), `delay ${delayMs} ms`).toEqual([]);
      await page.unroute('http://report.test/');
    }
  });
}

test('the shading ends where the steady state begins, not where the ramp ends', async ({ page }) => {
  const run = sampleRun();
  const schedule = run.samples.find((sample) => sample.type === 'schedule');
  if (schedule) schedule.steadyStartAt += 9000;
  await openReport(page, analyse(run));
  // 8 s of ramp-up plus 9 s, out of 68 s.
  await expect(page.locator('.plot .ramp').first()).toHaveAttribute('style', 'width:25%');
  await expect(
    page.getByText(/^8 s ramp-up, evaluated from 17 s on, when all users are active: 51 s of steady/),
  ).toBeVisible();
});

test('each layer of the legend has its own colour', async ({ page }) => {
  const analysis = withoutDiagnosis(withKnownTrust(analyse(sampleRun())));
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await openReport(page, analysis);
    const legend = page.locator('.legend').first();
    await expect(legend.locator('li')).toHaveCount(16);
    const colours = await legend
      .locator('i')
      .evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark).backgroundColor));
    expect(new Set(colours).size).toBe(colours.length);
    await page.unroute('http://report.test/');
  }
});

test('memory is reported as growth', () => {
  expect(renderHtml(analyse(sampleRun()))).toContain(
    'its memory in use grew by up to 8 GiB since the run’s first reading',
  );
});

test('steps without an answer show no time', () => {
  const run = sampleRun({ users: 5 });
  run.samples = run.samples.map((sample) => {
    if (sample.type !== 'step') return sample;
    const { responseMs: _, inputAt: __, paintSource: ___, request: ____, ...rest } = sample;
    return { ...rest, paint: {}, vitals: {}, outcome: { status: 'failed', message: 'no such element' } };
  });
  expect(renderHtml(analyse(run))).not.toMatch(/[^\d.]0 ms(?! at p95|,| typically)/);
});

test('a run without any sample still renders', async ({ page }) => {
  const { tried } = await openReport(
    page,
    analyse({ ...sampleRun(), samples: [], telemetry: [], unreadable: ['a.ndjson:3: cut off'] }),
  );
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'The run ended early; nothing was measured.',
  );
  await expect(
    page.getByText('The run stopped for an unknown reason before all users were ready.'),
  ).toBeVisible();
  await expect(page.getByText(/One line of the record could not be read/)).toBeVisible();
  expect(await page.content()).not.toMatch(/NaN|undefined|Infinity/);
  expect(tried).toEqual([]);
});

test('unmeasured values do not appear in a report', async () => {
  for (const options of [{}, { timeoutShare: 1 }, { users: 1, steadyStateMs: 1000 }]) {
    expect(renderHtml(analyse(sampleRun(options)))).not.toMatch(/NaN|undefined|Infinity/);
  }
});

test('an axis has round ticks and reaches its end', () => {
  expect(axisTicks(137, 4)).toEqual([0, 50, 100, 150]);
  expect(axisTicks(50, 2)).toEqual([0, 50]);
  expect(axisTicks(0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(axisTicks(4000, 4)).toEqual([0, 1000, 2000, 3000, 4000]);
  expect(axisTicks(0, 4).length).toBeGreaterThan(1);
});

test('on paper, folded tables are left out unless they were opened, and the page says so', async ({
  page,
}) => {
  await openReport(page, smallAnalysis());
  await expect(page.getByText('On paper, films and what was folded are left out')).toBeHidden();
  const [folded, opened] = [
    page.locator('details:has(.scroll)').first(),
    page.locator('details:has(.scroll)').last(),
  ];
  await opened.evaluate((details: HTMLDetailsElement) => {
    details.open = true;
  });
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('On paper, films and what was folded are left out')).toBeVisible();
  await expect(folded).toBeHidden();
  await expect(opened.locator('table')).toBeVisible();
  // Every budget is printed, whether its journey was folded or not.
  await expect(page.locator('.budgets').last()).toBeVisible();
});
