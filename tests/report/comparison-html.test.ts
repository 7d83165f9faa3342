import { expect, type Page, test } from '@playwright/test';
import { renderComparisonHtml } from '../../src/report/comparison/html.ts';
import { twoSidedAxis } from '../../src/report/comparison/two-sided-axis.ts';
import type { Comparison } from '../../src/sample/comparison.ts';
import { smallComparison, unchangedComparison } from './known/small-comparison.ts';
import { openHtml } from './open-html.ts';

const openAll = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });

test('the page opens with the verdict in words and sends no requests', async ({ page }) => {
  const { tried } = await openHtml(page, renderComparisonHtml(smallComparison()));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '“turn the page” takes 41 ms longer (+37 to +46 ms), nearly all of it: app server; 1 more step slower.',
  );
  await expect(page).toHaveTitle(/^Slower: “turn the page”/);
  await expect(page.locator('.key-figures dd b')).toHaveText(['2', '1', '1', '1']);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'What changed',
    'Steps on one side only',
    'Change by layer',
    'Distribution of all answer times',
    'All metrics',
    'How it was measured',
  ]);
  expect(tried).toEqual([]);
});

test('a page without changes says so and folds the rest', async ({ page }) => {
  await openHtml(page, renderComparisonHtml(unchangedComparison()));
  await expect(page.locator('.verdict')).toHaveText('No change');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '1 step compared, none slower by more than 10 % (or 20 ms).',
  );
  await expect(page.locator('.spread').first()).toBeHidden();
  await expect(page.locator('.changes .parts').first()).toBeHidden();
});

test('each change is drawn to scale next to the margin, with a sign and a word', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await openHtml(page, renderComparisonHtml(smallComparison()));
  // The changes range from −36 to +46 ms, so the axis goes from −40 to +60.
  const share = async (selector: string, edge: 'left' | 'right' | 'middle') => {
    const row = page.locator('.change').nth(1);
    const [outer, inner] = [await row.boundingBox(), await row.locator(selector).boundingBox()];
    if (outer === null || inner === null) throw new Error(`${selector} is not drawn`);
    const x = { left: 0, middle: inner.width / 2, right: inner.width }[edge] + inner.x - outer.x;
    return x / outer.width;
  };
  expect(await share('.zero', 'left')).toBeCloseTo(0.4, 2);
  expect(await share('.band', 'left')).toBeCloseTo(0.2, 2);
  expect(await share('.band', 'right')).toBeCloseTo(0.6, 2);
  expect(await share('.point', 'middle')).toBeCloseTo(0.814, 2);
  expect(await share('.whisker', 'left')).toBeCloseTo(0.768, 2);
  expect(await share('.whisker', 'right')).toBeCloseTo(0.86, 2);
  const chart = page.locator('.changes').first();
  await expect(chart.locator('.tag')).toHaveText([
    '= no change',
    '▲ slower',
    '▼ faster',
    '? unresolved',
    '? unresolved',
  ]);
  await expect(chart.getByRole('img').nth(1)).toHaveAccessibleName(
    'turn the page: +41 ms, +37 to +46 ms, slower',
  );
  await expect(chart.getByText('no step was answered on head.')).toBeVisible();
});

test('one huge change does not hide the others', async ({ page }) => {
  const comparison = smallComparison();
  const typical = comparison.steps[1]?.metrics[0];
  if (typical?.change === undefined) throw new Error('no change to enlarge');
  typical.change = { value: 9000, lower: 8800, upper: 9200 };
  await openHtml(page, renderComparisonHtml(comparison));
  await expect(page.locator('.change').nth(1).locator('.outside')).toHaveText('▸');
  const band = await page.locator('.change .band').first().boundingBox();
  expect(band?.width).toBeGreaterThan(40);
});

test('layers that take longer are drawn to the right, faster ones to the left', async ({ page }) => {
  await openHtml(page, renderComparisonHtml(smallComparison()));
  const row = page.locator('.parts').nth(1);
  await expect(row).toHaveAccessibleName(
    'open a result: network and unreported server time −1 ms, app server −1 ms, database −29 ms, browser, rendering +2 ms',
  );
  const zero = await row.locator('.zero').boundingBox();
  const boxOf = (layer: string) => row.locator(layer).boundingBox();
  const [database, paint] = [await boxOf('.layer-database'), await boxOf('.layer-paint')];
  if (!zero || !database || !paint) throw new Error('a layer is not drawn');
  expect(database.x + database.width).toBeLessThanOrEqual(zero.x);
  expect(paint.x).toBeGreaterThanOrEqual(zero.x - 1);
  expect(database.width / paint.width).toBeGreaterThan(10);
});

test('the distribution lines rise where answers arrived', async ({ page }) => {
  const comparison = smallComparison();
  const step = comparison.steps[1];
  if (step === undefined) throw new Error('no step');
  step.latenciesMs = { base: [50, 50, 100, 100], head: [100, 100, 150, 200] };
  await openHtml(page, renderComparisonHtml(comparison));
  const spread = page.locator('.spread').first();
  await expect(spread.getByRole('img')).toHaveAccessibleName(
    'turn the page: half of the answers arrived within 100 ms on base and 150 ms on head, 95 % within 100 ms and 200 ms',
  );
  await expect(spread.locator('.line.base')).toHaveAttribute('d', 'M0 100H25V75H25V50H50V25H50V0');
  await expect(spread.locator('.line.head')).toHaveAttribute('d', 'M0 100H50V75H50V50H75V25H100V0');
});

for (const width of [360, 390, 721, 1280]) {
  test(`nothing scrolls sideways and no labels touch at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await openHtml(page, renderComparisonHtml(smallComparison()));
    await openAll(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    const axes = await page.locator('.axis .ticks').all();
    expect(axes.length).toBeGreaterThan(1);
    for (const axis of axes) {
      const labels = await axis.locator('span:visible').all();
      const boxes = await Promise.all(labels.map((label) => label.boundingBox()));
      expect(boxes.length).toBeGreaterThan(1);
      for (const [index, box] of boxes.entries()) {
        const next = boxes[index + 1];
        if (box && next) expect(box.x + box.width + 3).toBeLessThanOrEqual(next.x);
      }
    }
  });
}

const attacks = [
  '<script>window.ran = 1; alert(1)</script>',
  '"><img src=x onerror="window.ran = 1">',
  "' onmouseover='window.ran = 1' x='",
  '</style><script>window.ran = 1</script>',
  '</title><svg onload="window.ran = 1">',
  '<a href="javascript:window.ran = 1">x</a><link rel=stylesheet href=http://evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=http://evil.example/">',
];

test('nothing in names, addresses or messages is executed or sends requests', async ({ page }) => {
  const { tried } = await openHtml(page, renderComparisonHtml(smallComparison(attacks.join(' '))));
  await openAll(page);
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

test('a comparison without steps still renders and says why', async ({ page }) => {
  const empty: Comparison = {
    ...smallComparison(),
    steps: [],
    onlyIn: [],
    notes: [],
    verdict: { outcome: 'inconclusive', reasons: ['Nothing was measured on head.'] },
  };
  await openHtml(page, renderComparisonHtml(empty));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing was measured on head.');
  await expect(page.locator('.key-figures dd b')).toHaveText(['0', '0', '0', '0']);
  for (const comparison of [empty, smallComparison(), unchangedComparison()]) {
    expect(renderComparisonHtml(comparison)).not.toMatch(/NaN|undefined|Infinity/);
  }
});

test('a two-sided axis has round ticks and reaches both ends', () => {
  expect(twoSidedAxis(-36, 46).ticks).toEqual([-40, -20, 0, 20, 40, 60]);
  expect(twoSidedAxis(0, 0).ticks.length).toBeGreaterThan(1);
  expect(twoSidedAxis(-0.2, 0).ticks).toEqual([-0.2, -0.1, 0]);
  const axis = twoSidedAxis(-10, 30);
  expect([axis.at(-10), axis.at(0), axis.at(30)]).toEqual([0, 25, 100]);
  expect([axis.isBeyond(30), axis.isBeyond(31), axis.isBeyond(-11)]).toEqual([false, true, true]);
});
