import { expect, type Page, test } from '@playwright/test';
import { renderExperimentHtml } from '../../src/report/experiment/experiment-html.ts';
import { ExperimentResult } from '../../src/sample/experiment.ts';
import {
  type SmallExperiment,
  smallExperiment,
  withOtherAnswers,
  worseExperiment,
} from './known/small-experiment.ts';
import { openHtml } from './open-html.ts';

const open = (page: Page, { result, comparison }: SmallExperiment) =>
  openHtml(page, renderExperimentHtml(result, comparison));

const openAll = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });

const answers = (page: Page) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: 'Answers', exact: true }) });

test('the small experiments match the schema', () => {
  for (const { result } of [smallExperiment(), worseExperiment(), withOtherAnswers(smallExperiment(), 2)]) {
    expect(ExperimentResult.parse(structuredClone(result))).toEqual(result);
  }
});

test('the page opens with the result and the change, and sends no requests', async ({ page }) => {
  const { tried } = await open(page, smallExperiment());
  await expect(page).toHaveTitle('Better: An index finds the relations of a document');
  await expect(page.locator('.verdict')).toHaveText('Better');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'An index finds the relations of a document',
  );
  await expect(page.locator('header .lead')).toHaveText('Without it, every document reads all of them.');
  await expect(page.locator('header .reasons li')).toHaveText([
    'search and refine › open a result, latency: -29 ms, as specified.',
  ]);
  await expect(page.locator('header .masthead')).toContainText('experiment index-relations20 November 2026');
  await expect(page.locator('header .how')).toHaveText(
    'Side by side: 116 pairs of the same step by the same user, 8 users, 1 min 8 s, interim look 3 of 4.',
  );
  expect(tried).toEqual([]);
});

test('both sides show how they were started', async ({ page }) => {
  await open(page, smallExperiment());
  const [base, variant] = [
    page.locator('header .facts > div').nth(0),
    page.locator('header .facts > div').nth(1),
  ];
  await expect(base).toHaveText('Basehttp://127.0.0.1:8801/TARGET_FAULTS=slow-ranking,dropped-index');
  await expect(variant.locator('code')).toHaveText([
    `TARGET_FAULTS=slow-ranking WORDS='it'\\''s one index'`,
    'psql -f index.sql',
    'npm start',
  ]);
});

test('the metrics of the comparison follow the answers', async ({ page }) => {
  await open(page, smallExperiment());
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'Answers',
    'What changed',
    'Change by layer',
    'Distribution of all answer times',
    'All metrics',
    'How it was measured',
  ]);
  await expect(page.locator('.changes').first().locator('.tag')).toHaveText(['= no change', '▼ faster']);
  await expect(answers(page)).toContainText('Both sides gave the same answers to 12 requests.');
  await expect(answers(page).locator('table')).toHaveCount(0);
});

test('different answers are the headline, however fast they are, and each is listed', async ({ page }) => {
  await open(page, withOtherAnswers(smallExperiment(), 2));
  await expect(page).toHaveTitle('Different answers: An index finds the relations of a document');
  await expect(page.locator('.verdict')).toHaveText('Different answers');
  await expect(page.locator('header.fail, main.fail')).toHaveCount(2);
  await expect(page.locator('header .reasons li').first()).toHaveText(
    '2 of 60 requests got different answers.',
  );
  const rows = answers(page).locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1).locator('th, td')).toHaveText([
    '/api/search?q=boat&page=2',
    'hits.1.title',
    '"ship"',
    '"boat"',
  ]);
});

test('answers that may differ are listed but are not the headline', async ({ page }) => {
  const { result, comparison } = withOtherAnswers(smallExperiment(), 2);
  const allowed = { ...result, answers: { ...result.answers, asked: 'may differ' as const } };
  await open(page, { result: allowed, comparison });
  await expect(page.locator('.verdict')).toHaveText('Better');
  await expect(page.locator('header .reasons li')).toHaveCount(1);
  await expect(answers(page)).toContainText('2 of 60 requests got different answers, which is allowed.');
  await expect(answers(page).locator('tbody tr')).toHaveCount(2);
});

test('at most twenty differences are shown, and the rest are counted', async ({ page }) => {
  await open(page, withOtherAnswers(smallExperiment(), 25));
  await expect(answers(page).locator('tbody tr')).toHaveCount(20);
  await expect(answers(page)).toContainText('… and 5 more in experiment.json.');
});

test('at most five reasons are visible, and the rest are folded', async ({ page }) => {
  const { result, comparison } = worseExperiment();
  const reasons = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
  await open(page, { result: { ...result, reasons }, comparison });
  await expect(page.locator('header .reasons > ul li')).toHaveText(reasons.slice(0, 5));
  await expect(page.locator('header .reasons summary')).toHaveText('2 more');
  await expect(page.locator('header .reasons details li')).toHaveText(reasons.slice(5));
  await expect(page.locator('header .reasons details li').first()).toBeHidden();
});

const findings: [ExperimentResult['outcome'], word: string, tone: string][] = [
  ['better', 'Better', 'pass'],
  ['worse', 'Worse', 'fail'],
  ['no difference', 'No difference', 'warn'],
  ['not decided', 'Inconclusive', 'inconclusive'],
];
for (const [outcome, word, tone] of findings) {
  test(`the outcome “${outcome}” is shown as a word and an icon`, async ({ page }) => {
    const { result, comparison } = worseExperiment();
    await open(page, { result: { ...result, outcome }, comparison });
    await expect(page.locator('.verdict')).toHaveText(word);
    await expect(page.locator(`header.${tone} .verdict .icon.${tone}`)).toHaveCount(1);
    await expect(page.locator('header .warning')).toHaveText([
      'The machine was 93 % busy, which hides small changes.',
    ]);
  });
}

test('an experiment whose answers could not be compared says so and still renders', async ({ page }) => {
  const { result, comparison } = smallExperiment();
  const withoutAnswers: ExperimentResult = {
    ...result,
    outcome: 'not decided',
    reasons: [],
    answers: { asked: 'same' },
  };
  const withoutSteps = { ...comparison, steps: [] };
  await open(page, { result: withoutAnswers, comparison: withoutSteps });
  await expect(answers(page)).toContainText('No answers could be compared.');
  for (const one of [comparison, withoutSteps]) {
    expect(renderExperimentHtml(withoutAnswers, one)).not.toMatch(/NaN|undefined|Infinity/);
  }
});

const attack = [
  '<script>window.ran = 1; alert(1)</script>',
  '"><img src=x onerror="window.ran = 1">',
  "' onmouseover='window.ran = 1' x='",
  '</style></title><svg onload="window.ran = 1">',
  '<a href="javascript:window.ran = 1">x</a><link rel=stylesheet href=http://evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=http://evil.example/">\u001b[2J\u202e',
].join(' ');

test('nothing in titles, addresses, commands or answers is executed or sends requests', async ({ page }) => {
  const { tried } = await open(page, withOtherAnswers(worseExperiment(attack), 3, attack));
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
    cells: [...document.querySelectorAll('.answers tbody tr')].map((row) => row.children.length),
  }));
  expect(found).toEqual({
    ran: false,
    foreign: 0,
    handlers: [],
    styles: 1,
    readable: true,
    cells: [4, 4, 4],
  });
  expect(await page.content()).not.toMatch(/[\u001b\u202e]/);
  expect(tried).toEqual([]);
});

for (const width of [390, 1280]) {
  test(`the page does not scroll sideways at ${width} pixels, even with hostile or very long words`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    const endless = `${attack}${'x'.repeat(400)}`;
    const made = [
      withOtherAnswers(worseExperiment(), 25),
      withOtherAnswers(worseExperiment(endless), 3, endless),
    ];
    for (const { result, comparison } of made) {
      await page.setContent(renderExperimentHtml(result, comparison));
      await openAll(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });
}
