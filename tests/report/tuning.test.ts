import { expect, type Page, test } from '@playwright/test';
import { renderTuningHtml } from '../../src/report/experiment/tuning-html.ts';
import { renderTuningMarkdown } from '../../src/report/experiment/tuning-markdown.ts';
import { renderTuningTerminal } from '../../src/report/experiment/tuning-terminal.ts';
import { tuningHeadline } from '../../src/report/experiment/tuning-words.ts';
import { type Attempt, Tuning } from '../../src/sample/experiment.ts';
import { expectGolden } from './golden.ts';
import { smallTuning, tuningWithoutSuccess } from './known/small-experiment.ts';
import { openHtml } from './open-html.ts';

const plain = { width: 110, colours: false };

const section = (page: Page, name: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) });

test('the small tunings match the schema', () => {
  for (const tuning of [smallTuning(), tuningWithoutSuccess()]) {
    expect(Tuning.parse(structuredClone(tuning))).toEqual(tuning);
  }
});

test('the page of a tuning opens with its result and sends no requests', async ({ page }) => {
  const { tried } = await openHtml(page, renderTuningHtml(smallTuning()));
  await expect(page).toHaveTitle(/^Faster: 1 of 2 tried changes/);
  await expect(page.locator('.verdict')).toHaveText('Faster');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '1 of 2 tried changes is proven better; largest improvement: “search and refine › open a result” takes 29 ms less (−36 to −22 ms).',
  );
  await expect(page.locator('header .masthead')).toContainText('tuning with peak, 50 users');
  await expect(page.locator('.key-figures dd b')).toHaveText(['1', '1', '4', '1']);
  await expect(page.locator('header .warning')).toHaveText(['The machine was busier in the second run.']);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'Acceptance, before and after',
    'Result of each change',
    'To keep these changes',
    'Every step, before and after',
    'Remaining advice',
  ]);
  expect(tried).toEqual([]);
});

test('each acceptance target is listed with its outcome before and after', async ({ page }) => {
  await openHtml(page, renderTuningHtml(smallTuning()));
  const rows = section(page, 'Acceptance, before and after').locator('tbody tr');
  const cells = (row: number) => rows.nth(row).locator('th, td');
  await expect(rows).toHaveCount(3);
  await expect(cells(0)).toHaveText([
    '99 of 100 queries are answered within 3 s',
    '3.63 s',
    'failed',
    '410 ms',
    'passed',
  ]);
  await expect(cells(1)).toHaveText(['50 users are active at all times', '50', 'passed', '50', 'passed']);
  await expect(cells(2)).toHaveText([
    '75 of 100 “type a word” in look up are answered within 100 ms',
    'not measured',
    'inconclusive',
    'not measured',
    'inconclusive',
  ]);
});

test('a target that is missing in the run after is shown as a dash', async ({ page }) => {
  const tuning = smallTuning();
  await openHtml(page, renderTuningHtml({ ...tuning, after: { ...tuning.before, acceptance: [] } }));
  const cells = section(page, 'Acceptance, before and after').locator('tbody tr').first().locator('th, td');
  await expect(cells).toHaveText([/^99 of 100/, '3.63 s', 'failed', '–', '']);
});

test('each kept, dropped and skipped change is listed with its reason, its advice and its figures', async ({
  page,
}) => {
  await openHtml(page, renderTuningHtml(smallTuning()));
  const items = section(page, 'Result of each change').locator('.attempt');
  await expect(items.locator('.state')).toHaveText(['kept', 'not kept', 'not tried']);
  await expect(items.locator('h3')).toHaveText([
    'An index finds the relations of a document',
    'Ranking is cheap',
    'The page keeps its views',
  ]);
  await expect(items.nth(0)).toContainText(
    'Addresses database.missing-index with experiment index-relations: TARGET_FAULTS=slow-ranking. Both sides gave the same answers to 12 requests.',
  );
  await expect(items.nth(0).locator('tbody tr').locator('th, td')).toHaveText([
    'search and refine › open a result',
    '141 ms',
    '112 ms',
    '−29 ms (−36 to −22 ms)',
    '▼ faster',
  ]);
  await expect(items.nth(1)).toContainText('engine.ranking, engine.slow-class with experiment cheap-ranking');
  await expect(items.nth(1)).toContainText(
    'It gives different answers to 3 of 60 requests, such as /api/search',
  );
  await expect(items.nth(2)).toContainText(
    'It starts with TARGET_KEPT_VIEWS set to “0”, but the run had nothing.',
  );
  await expect(items.locator('table')).toHaveCount(1);
});

test('every run is linked from the page', async ({ page }) => {
  await openHtml(page, renderTuningHtml(smallTuning()));
  const links = await page
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => `${link.textContent} ${link.getAttribute('href')}`));
  expect(links).toEqual([
    'the run before ../2026-11-20T10-00-00-peak/index.html',
    'the run after ../2026-11-20T10-09-00-peak/index.html',
    'All metrics ../2026-11-20T10-03-00-experiment-index-relations/index.html',
    'All metrics ../2026-11-20T10-06-00-experiment-cheap-ranking/index.html',
  ]);
});

test('the variables to set can be copied, one per line', async ({ page }) => {
  await openHtml(page, renderTuningHtml({ ...smallTuning(), kept: { POOL: '20', FLAGS: 'a b' } }));
  expect(await section(page, 'To keep these changes').locator('pre').textContent()).toBe(
    "POOL=20\nFLAGS='a b'",
  );
});

test('each step is listed with both runs, and with a change only if the runs show one', async ({ page }) => {
  await openHtml(page, renderTuningHtml(smallTuning()));
  const rows = section(page, 'Every step, before and after').locator('tbody tr');
  await expect(rows.nth(0).locator('td')).toHaveText([
    '141 ms → 112 ms',
    '1.24 s → 180 ms',
    '−29 ms (−36 to −22 ms)',
    'faster',
  ]);
  await expect(rows.nth(1).locator('td')).toHaveText(['– → 61 ms', '– → 90 ms', '–', '']);
  // The journey is on its own line.
  const name = rows.nth(0).getByRole('rowheader');
  const journey = await name.locator('small').boundingBox();
  const [outer, left] = [await name.boundingBox(), journey?.x];
  expect(left).toBeCloseTo(outer?.x ?? 0, 0);
});

test('remaining advice is listed, including advice without an experiment', async ({ page }) => {
  await openHtml(page, renderTuningHtml(smallTuning()));
  await expect(section(page, 'Remaining advice').locator('li')).toHaveText([
    'The server keeps memory app.leakChange what has to be changed.',
    'The server keeps memory app.leakA leak shows over hours.',
  ]);
});

test('a tuning without success says so, and has no run after', async ({ page }) => {
  const tuning = tuningWithoutSuccess();
  await openHtml(page, renderTuningHtml(tuning));
  await expect(page.locator('.verdict')).toHaveText('No improvement');
  await expect(page.locator('.key-figures dt')).toHaveText(['Changes kept', 'Steps faster', 'Advice before']);
  await expect(section(page, 'To keep these changes')).toHaveCount(0);
  const acceptance = section(page, 'Acceptance, before and after');
  await expect(acceptance.locator('tbody tr').first().locator('th, td')).toHaveCount(3);
  await expect(section(page, 'Every step, before and after')).toContainText('There is no run after');
  await expect(section(page, 'Every step, before and after').locator('td').first()).toHaveText('141 ms');
  const empty = { ...tuning, attempts: [], steps: [], withoutExperiment: [] };
  for (const one of [smallTuning(), tuning, empty, { ...empty, cutShort: 'It was interrupted.' }]) {
    for (const text of [renderTuningHtml(one), renderTuningMarkdown(one), renderTuningTerminal(one, plain)]) {
      expect(text).not.toMatch(/NaN|undefined|Infinity/);
    }
  }
});

test('the headline gives the result of tuning in one sentence', () => {
  const { attempts, ...tuning } = smallTuning();
  const [kept, dropped, skipped] = attempts as [Attempt, Attempt, Attempt];
  const headline = (tried: Attempt[], changes: Partial<Tuning> = {}) =>
    tuningHeadline({ ...tuning, attempts: tried, ...changes });
  const { measured: _, ...unmeasured } = kept;
  const quiet: Attempt = { ...unmeasured, measured: { run: 'x', changed: [], answers: { asked: 'same' } } };
  expect(headline([quiet, quiet, dropped, skipped])).toBe('2 of 3 tried changes are proven better');
  expect(headline([dropped, dropped, skipped])).toBe('no change is proven better (2 tried)');
  expect(headline([], { before: { ...tuning.before, advice: [] } })).toBe(
    'the run gave no advice, so there was nothing to try',
  );
  expect(headline([quiet, dropped], { cutShort: 'It was interrupted.' })).toBe(
    'It was interrupted: 1 of 2 tried changes is proven better',
  );
});

test('the headline says if none of the advice could be tried', () => {
  expect(tuningHeadline({ ...smallTuning(), attempts: [] })).toBe(
    'none of the advice of the run could be tried here',
  );
});

test('the largest improvement is the kept change that saves the most milliseconds', () => {
  const { attempts, ...tuning } = smallTuning();
  const [kept, dropped] = attempts as [Attempt, Attempt];
  const [changed] = kept.measured?.changed ?? [];
  if (changed === undefined) throw new Error('the small tuning has no improvement');
  const won = (step: string, value: number, attempt = kept): Attempt => ({
    ...attempt,
    measured: {
      run: 'x',
      changed: [{ ...changed, step, metric: { ...changed.metric, change: { value } } }],
      answers: { asked: 'same' },
    },
  });
  const tried = [won('a', -30), won('b', -300), won('c', -90), won('d', -900, dropped)];
  expect(tuningHeadline({ ...tuning, attempts: tried })).toContain(
    '; largest improvement: “search and refine › b” takes 300 ms less',
  );
});

test('the Markdown of a tuning matches its golden file', () => {
  expectGolden('tuning.golden.md', renderTuningMarkdown(smallTuning()));
});

test('the terminal report of a tuning matches its golden file', () => {
  expectGolden('tuning-terminal.golden.txt', renderTuningTerminal(smallTuning(), plain));
});

for (const width of [40, 60, 80, 140]) {
  test(`the terminal report of a tuning fits ${width} columns`, () => {
    const lines = renderTuningTerminal(smallTuning('x'.repeat(200)), { width, colours: false }).split('\n');
    for (const line of lines) expect([...line].length, line).toBeLessThanOrEqual(width);
  });
}

test('colours are used only on request', () => {
  expect(renderTuningTerminal(smallTuning(), plain)).not.toContain('\u001b');
  expect(renderTuningTerminal(smallTuning(), { ...plain, colours: true })).toContain('\u001b[32m  ✓ 1 of');
});
