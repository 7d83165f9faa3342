import { expect, type Page, test } from '@playwright/test';
import { withKnownDiagnosis, withoutDiagnosis } from './known/known-diagnosis.ts';
import { smallAnalysis } from './known/small-analysis.ts';
import { openReport } from './open-report.ts';

const known = smallAnalysis();

const section = (page: Page, name: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) });

const openAll = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });

test('two bars show the six layers in proportion to their shares', async ({ page }) => {
  await openReport(page, known);
  const bars = section(page, 'Where the time goes').locator('.six .row');
  await expect(bars).toHaveCount(2);
  await expect(bars.locator('.value')).toHaveText(['62 ms', '310 ms']);
  await expect(bars.nth(1).getByRole('img')).toHaveAccessibleName(
    /cache < 1 %, 1\.2 ms; database 60 %, 186 ms/,
  );
  const widths = await bars
    .nth(0)
    .locator('.stack i')
    .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().width));
  expect((widths[0] ?? 0) / (widths[5] ?? 1)).toBeCloseTo(46 / 22, 1);
  // The figure is below its part of the bar.
  const part = await bars.nth(1).locator('.layer-database').boundingBox();
  const figure = await bars.nth(1).locator('.parts span', { hasText: '60 %' }).boundingBox();
  expect(Math.abs((part?.x ?? 0) - (figure?.x ?? 99))).toBeLessThan(3);
  const key = section(page, 'Where the time goes').locator('.layer-key li');
  await expect(key).toHaveCount(6);
  await expect(key.first()).toContainText('browser 46 %');
});

test('the slowest steps have a second bar, drawn to fit if it would flatten the rest, with reasons', async ({
  page,
}) => {
  await openReport(page, known);
  const rows = page.locator('.layers .row');
  await expect(rows.nth(0).locator('.stack.slow')).toHaveCount(1);
  await expect(rows.nth(0).locator('.stack.fitted')).toHaveCount(0);
  await expect(rows.nth(1).locator('.stack.slow.fitted')).toHaveCount(1);
  await expect(rows.nth(1).getByRole('img').nth(1)).toHaveAccessibleName(
    /the slowest 5 %: .*database 1\.1 s/,
  );
  await expect(rows.nth(0).locator('.because li')).toHaveText([
    'The database takes 84 % of what they take longer.',
    '18 of the 20 slowest were of the kind “definition”, against 31 % of all.',
  ]);
  await expect(rows.nth(2).locator('.stack')).toHaveCount(1);
});

test('each advice card shows its share, evidence, change and source', async ({ page }) => {
  const { tried } = await openReport(page, known);
  const cards = section(page, 'What to change').locator('.advice > li');
  await expect(cards).toHaveCount(4);
  await expect(cards.nth(0)).toContainText('saves no wait time, but is a defect');
  const index = cards.nth(1);
  await expect(index.getByRole('heading', { level: 3 })).toHaveText(
    'An index is missing on documents.category',
  );
  await expect(index.locator('.layer')).toHaveText('database');
  await expect(index.locator('.win')).toHaveText('could save 31 % of wait time');
  const won = await index
    .locator('.track')
    .evaluate((track) => (track.firstElementChild?.getBoundingClientRect().width ?? 0) / track.clientWidth);
  expect(won).toBeCloseTo(0.312, 2);
  await expect(index.locator('.evidence > div')).toHaveText([
    'rows read117,791',
    'rows kept2,310 (2 %)',
    'time of the scan186 of 212 ms',
  ]);
  // The line break is kept so that the code can be copied.
  expect(await index.locator('pre').textContent()).toBe(
    'create index concurrently documents_category\n  on documents (category);',
  );
  const link = index.getByRole('link', { name: 'PostgreSQL: CREATE INDEX' });
  await expect(link).toHaveAttribute('href', 'https://www.postgresql.org/docs/current/sql-createindex.html');
  await expect(link).toHaveAttribute('rel', 'noreferrer');
  await expect(index).toContainText('search and refine › choose a facet, browse › choose a category');
  await expect(cards.nth(3).locator('.win')).toHaveText('could save 0.4 % of wait time');
  expect(tried).toEqual([]);
});

test('a report without advice says what was checked and what was not', async ({ page }) => {
  await openReport(page, { ...known, advice: [] });
  const none = section(page, 'What to change');
  await expect(none.locator('.advice')).toHaveCount(0);
  await expect(none.locator('.lead')).toHaveText(
    'Nothing was found that needs to change. Checked: 1,146 answered steps, the 2 slowest requests (sent again), this machine, PostgreSQL (in part), Vespa, the product’s metrics. Not checked: Redis.',
  );
  await page.unroute('http://report.test/');
  const { telemetry: _, slowQueries: __, ...rest } = known;
  await openReport(page, { ...rest, advice: [] });
  await expect(section(page, 'What to change').locator('.lead')).toHaveText(
    'Nothing was found that needs to change. Checked: 1,146 answered steps. Not checked: the internals of the product.',
  );
});

test('a slow query is shown with its plan and its trace', async ({ page }) => {
  await openReport(page, known);
  const queries = section(page, 'Slow queries').locator('details.slow-query');
  await expect(queries).toHaveCount(2);
  const first = queries.nth(0);
  await expect(first.locator('> summary')).toContainText(
    '“plant that climbs”search and refine › choose a facet, definitionin the run 1.24 s, alone 388 ms',
  );
  await expect(first.locator('> .inside')).toBeHidden();
  await first.locator('> summary').click();
  await expect(first).toContainText('User 17 waited 1.24 s, of which 1.12 s for this request');
  await expect(first).toContainText(
    'the request took 388 ms: most of its time was spent waiting for other requests.',
  );
  expect(await first.locator('pre').first().textContent()).toContain(
    'select d.id, d.title\nfrom documents d',
  );
  await expect(first.locator('.values').first()).toContainText('$1 = %climbs%$2 = noun.plant');
  await expect(first).toContainText('20 calls');
  const costly = first.locator('.tree').first().locator('.node.costly');
  await expect(costly).toHaveCount(1);
  // The node is deep in the tree but still visible.
  await expect(costly).toBeVisible();
  await expect(costly).toContainText('Seq Scan on documents costly');
  await expect(costly.locator('.ms')).toHaveText('186 ms');
  const bar = await costly
    .locator('.self')
    .evaluate((track) => (track.firstElementChild?.clientWidth ?? 0) / track.clientWidth);
  expect(bar).toBeCloseTo(186 / 212, 1);
  await expect(first).toContainText('The answer is partial: 64 % of the documents were searched (timeout).');
  await expect(first).toContainText('Error: Timed out.');
  await expect(first.getByRole('link', { name: /\.zip$/ })).toHaveAttribute(
    'href',
    'traces/search-and-refine-choose-a-facet.zip',
  );
  await expect(first).toContainText('set FOOTFALL_REDIS_URL');
  await queries.nth(1).locator('> summary').click();
  await expect(queries.nth(1)).toContainText('/api/suggest?q=cli');
  await expect(queries.nth(1)).toContainText('The request could not be sent again.');
});

test('a tree is folded below its third level unless the nodes there are costly', async ({ page }) => {
  const analysis = structuredClone(known);
  const root = analysis.slowQueries?.[0]?.statements[0]?.plan;
  const deep = root?.children[0]?.children[0]?.children[0]?.children[0];
  if (deep === undefined) throw new Error('the plan is not that deep');
  deep.costly = false;
  await openReport(page, analysis);
  await page.locator('.slow-query > summary').first().click();
  const fold = page.locator('.tree').first().locator('details');
  await expect(fold.first().locator('> summary')).toHaveText('2 parts below');
  await expect(page.locator('.node', { hasText: 'Seq Scan on documents' }).first()).toBeHidden();
});

test('product charts use the time axis of the run and show missing readings as gaps', async ({ page }) => {
  await openReport(page, known);
  const product = section(page, 'The product over time');
  await expect(product.locator('figure.time figcaption')).toContainText([
    'CPU by component, in cores',
    'Memory',
    'Event-loop delay of the app server',
    'Database connections',
    'Connection pool of the app server',
    'Search engine',
    'Cache hit ratio',
  ]);
  const figure = (title: RegExp) =>
    product.locator('figure').filter({ has: page.locator('figcaption', { hasText: title }) });
  await expect(figure(/^CPU by/).locator('path.line')).toHaveCount(3);
  await expect(figure(/^Event-loop delay/).locator('path.line')).toHaveCount(2);
  // Read every 10 s, but still one line.
  await expect(figure(/^Search engine/).locator('path.line.tint-engine')).toHaveCount(1);
  await expect(figure(/^Cache hit/).getByRole('img')).toHaveAccessibleName(
    /the product’s metrics: hits at most 75 %; PostgreSQL: buffer cache at most 98 %/,
  );
  // No cache look-ups in the first 5 of 68 seconds; then 75 %.
  await expect(figure(/^Cache hit/).locator('path.tint-app')).toHaveAttribute('d', /^M7\.35 25L/);
  await expect(product).toContainText('12 lines in target.log');
  const rows = product.locator('.sources tbody tr');
  await expect(rows).toHaveCount(5);
  await expect(rows.nth(0)).toContainText(
    /^\s*Redis\s*could not be read\s*No answer within 2 sSet FOOTFALL_REDIS_URL/,
  );
  await expect(rows.nth(1)).toContainText('create extension pg_stat_statements');
});

const attack =
  '"><script>window.ran = 1</script><img src=http://evil.example/x onerror="window.ran = 1">\u001b[2J';

test('product telemetry is not executed, sends no requests and links to no other site', async ({ page }) => {
  const { tried } = await openReport(page, withKnownDiagnosis(known, attack));
  await openAll(page);
  const found = await page.evaluate(() => ({
    ran: 'ran' in window,
    foreign: document.querySelectorAll('script, img, iframe, form, object').length,
    handlers: [...document.querySelectorAll('*')].some((element) =>
      element.getAttributeNames().some((name) => name.startsWith('on')),
    ),
    links: [...document.querySelectorAll('a')].map((link) => `${link.rel} ${new URL(link.href).host}`),
  }));
  expect(found).toEqual({
    ran: false,
    foreign: 0,
    handlers: false,
    links: ['noreferrer www.postgresql.org', 'noreferrer docs.vespa.ai', 'noreferrer developer.mozilla.org'],
  });
  expect(await page.content()).not.toContain('\u001b');
  expect(tried).toEqual([]);
});

for (const width of [390, 1280]) {
  test(`hostile and very long words fit ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await openReport(page, withKnownDiagnosis(known, `${attack}${'x'.repeat(400)}`));
    await openAll(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}

test('a run with a diagnosis but no findings or readings still renders', async ({ page }) => {
  await openReport(page, {
    ...withoutDiagnosis(known),
    telemetry: { sources: [], series: [], logErrors: [] },
    slowQueries: [],
    timeline: [],
  });
  await expect(section(page, 'Slow queries')).toHaveCount(0);
  expect(await page.content()).not.toMatch(/NaN|undefined|Infinity/);
});
