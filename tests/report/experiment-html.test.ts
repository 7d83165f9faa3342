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
  page.locator('section').filter({ has: page.getByRole('heading', { name: 'The answers', exact: true }) });

test('the small experiments are some', () => {
  for (const { result } of [smallExperiment(), worseExperiment(), withOtherAnswers(smallExperiment(), 2)]) {
    expect(ExperimentResult.parse(structuredClone(result))).toEqual(result);
  }
});

test('the page opens with what it came to and what was changed, and asks for nothing', async ({ page }) => {
  const { tried } = await open(page, smallExperiment());
  await expect(page).toHaveTitle('Better: An index finds the relations of a document');
  await expect(page.locator('.verdict')).toHaveText('Better');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'An index finds the relations of a document',
  );
  await expect(page.locator('header .lead')).toHaveText('Without it, every document reads all of them.');
  await expect(page.locator('header .reasons li')).toHaveText([
    'search and refine › open a result, latency: -29 ms, as was told.',
  ]);
  await expect(page.locator('header .masthead')).toContainText('experiment index-relations20 November 2026');
  await expect(page.locator('header .how')).toHaveText(
    'Side by side: 116 pairs of the same step by the same user, 8 users, 1 min 8 s, look 3 of 4.',
  );
  expect(tried).toEqual([]);
});

test('both sides are told as they were started', async ({ page }) => {
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

test('the figures of the comparison stand below the answers', async ({ page }) => {
  await open(page, smallExperiment());
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'The answers',
    'What changed',
    'What the change is made of',
    'All answers of both versions',
    'Every figure',
    'How it was measured',
  ]);
  await expect(page.locator('.changes').first().locator('.tag')).toHaveText(['= no change', '▼ faster']);
  await expect(answers(page)).toContainText('Both gave the same answers to 12 requests.');
  await expect(answers(page).locator('table')).toHaveCount(0);
});

test('other answers are the headline, however fast they come, with each in its place', async ({ page }) => {
  await open(page, withOtherAnswers(smallExperiment(), 2));
  await expect(page).toHaveTitle('Other answers: An index finds the relations of a document');
  await expect(page.locator('.verdict')).toHaveText('Other answers');
  await expect(page.locator('header.fail, main.fail')).toHaveCount(2);
  await expect(page.locator('header .reasons li').first()).toHaveText('2 of 60 requests got other answers.');
  const rows = answers(page).locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1).locator('th, td')).toHaveText([
    '/api/search?q=boat&page=2',
    'hits.1.title',
    '"ship"',
    '"boat"',
  ]);
});

test('answers that may differ are shown and are no headline', async ({ page }) => {
  const { result, comparison } = withOtherAnswers(smallExperiment(), 2);
  const allowed = { ...result, answers: { ...result.answers, asked: 'may differ' as const } };
  await open(page, { result: allowed, comparison });
  await expect(page.locator('.verdict')).toHaveText('Better');
  await expect(page.locator('header .reasons li')).toHaveCount(1);
  await expect(answers(page)).toContainText('2 of 60 requests got other answers, as they may.');
  await expect(answers(page).locator('tbody tr')).toHaveCount(2);
});

test('of many differences twenty are shown, and the others counted', async ({ page }) => {
  await open(page, withOtherAnswers(smallExperiment(), 25));
  await expect(answers(page).locator('tbody tr')).toHaveCount(20);
  await expect(answers(page)).toContainText('… and 5 more in experiment.json.');
});

test('of many reasons five are seen at once', async ({ page }) => {
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
  ['not decided', 'Not decided', 'inconclusive'],
];
for (const [outcome, word, tone] of findings) {
  test(`what is ${outcome} is told by a word and a sign`, async ({ page }) => {
    const { result, comparison } = worseExperiment();
    await open(page, { result: { ...result, outcome }, comparison });
    await expect(page.locator('.verdict')).toHaveText(word);
    await expect(page.locator(`header.${tone} .verdict .icon.${tone}`)).toHaveCount(1);
    await expect(page.locator('header .warning')).toHaveText([
      'The machine was 93 % busy: small changes drown in its noise.',
    ]);
  });
}

test('where no answers could be compared, it says so and still renders', async ({ page }) => {
  const { result, comparison } = smallExperiment();
  const nobody: ExperimentResult = {
    ...result,
    outcome: 'not decided',
    reasons: [],
    answers: { asked: 'same' },
  };
  const nothing = { ...comparison, steps: [] };
  await open(page, { result: nobody, comparison: nothing });
  await expect(answers(page)).toContainText('No answers of both could be compared.');
  for (const one of [comparison, nothing]) {
    expect(renderExperimentHtml(nobody, one)).not.toMatch(/NaN|undefined|Infinity/);
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

test('nothing in titles, addresses, commands or answers runs or calls out', async ({ page }) => {
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
  test(`nothing scrolls sideways at ${width} pixels, with hostile and endless words neither`, async ({
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
