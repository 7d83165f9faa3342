import { expect } from '@playwright/test';
import { HOSTILE } from './web-answers.ts';
import { open, options, ready, results, searchBox, suggestionList, test } from './web-page.ts';

test.describe('results', () => {
  test('show titles, highlighted snippets and their count', async ({ page }) => {
    await open(page, '/');
    await searchBox(page).fill('  dog ');
    await searchBox(page).press('Enter');
    await ready(page, '/search?q=dog');
    await expect(results(page)).toHaveCount(10);
    await expect(results(page).first()).toHaveAttribute('href', '/document/dog%2F1');
    await expect(page.locator('.snippet mark').first()).toHaveText('dog');
    await expect(page.getByRole('status')).toHaveText('23 entries for “dog”');
    await expect(page).toHaveTitle('“dog” · Gloss');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });

  test('can be filtered by facets, and filters can be removed', async ({ page }) => {
    await open(page, '/search?q=dog&page=2&sort=title');
    const nouns = page.locator('a[data-testid=facet][data-facet=pos][data-value=noun]');
    await nouns.click();
    await ready(page, '/search?q=dog&pos=noun&sort=title');
    await expect(nouns).toHaveAttribute('aria-current', 'true');
    await expect(page.locator('.count')).toHaveText('12 entries');
    await page.locator('a[data-testid=facet][data-value="noun.animal"]').click();
    await ready(page, '/search?q=dog&pos=noun&category=noun.animal&sort=title');
    await page
      .getByRole('navigation', { name: 'Part of speech' })
      .getByRole('link', { name: 'Clear' })
      .click();
    await ready(page, '/search?q=dog&category=noun.animal&sort=title');
    await page.locator('a[data-testid=facet][data-value="noun.animal"]').click();
    await ready(page, '/search?q=dog&sort=title');
  });

  test('never combine filters that exclude each other', async ({ page }) => {
    await open(page, '/search?q=dog&category=noun.animal');
    await page.locator('a[data-testid=facet][data-value=verb]').click();
    await ready(page, '/search?q=dog&pos=verb');
    await page.locator('a[data-testid=facet][data-value="noun.person"]').click();
    await ready(page, '/search?q=dog&category=noun.person');
  });

  test('keep the chosen category visible even if it is not among the first', async ({ page }) => {
    await open(page, '/search?q=dog&category=noun.time');
    const chosen = page.getByRole('navigation', { name: 'Category' }).locator('[aria-current=true]');
    await expect(chosen).toHaveAttribute('data-value', 'noun.time');
    await expect(chosen).toBeVisible();
  });

  test('can be paged through', async ({ page }) => {
    await open(page, '/search?q=dog');
    await expect(page.locator('a[rel=prev]')).toHaveCount(0);
    await page.locator('a[rel=next]').click();
    await ready(page, '/search?q=dog&page=2');
    await expect(page.getByRole('navigation', { name: 'Pages' }).locator('[aria-current=page]')).toHaveText(
      '2',
    );
    await page.getByRole('link', { name: 'Page 3' }).click();
    await ready(page, '/search?q=dog&page=3');
    await expect(results(page)).toHaveText(['dog 21', 'dog 22', 'dog 23']);
    await expect(page.locator('a[rel=next]')).toHaveCount(0);
  });

  test('can be sorted, and a new query resets everything', async ({ page }) => {
    await open(page, '/search?q=dog&pos=noun&page=2');
    await page.locator('a[data-testid=sort][data-value=title]').click();
    await ready(page, '/search?q=dog&pos=noun&sort=title');
    await searchBox(page).fill('dogma');
    await page.getByRole('button', { name: 'Search' }).click();
    await ready(page, '/search?q=dogma');
  });

  test('offer another spelling', async ({ page }) => {
    await open(page, '/search?q=dgo');
    await page.getByTestId('did-you-mean').click();
    await ready(page, '/search?q=dog');
    await expect(searchBox(page)).toHaveValue('dog');
  });

  test('offer help if there are none', async ({ page }) => {
    await open(page, '/search?q=nothing&pos=verb');
    await expect(page.getByRole('status')).toHaveText('No entries for “nothing”');
    await page.getByRole('link', { name: 'search without filters' }).click();
    await ready(page, '/search?q=nothing');
    await page.getByRole('link', { name: 'browse by category' }).click();
    await ready(page, '/');
  });
});

test.describe('failures', () => {
  test('show the reason and can be retried', async ({ page }) => {
    await open(page, '/');
    await page.route('**/api/search*', (route) => route.fulfill({ status: 503, json: { error: HOSTILE } }));
    await searchBox(page).fill('dog');
    await searchBox(page).press('Enter');
    await ready(page, '/search?q=dog');
    await expect(page.locator('[data-ready]')).toHaveAttribute('data-error', 'failed');
    await expect(page.getByText(HOSTILE)).toBeVisible();
    await page.unroute('**/api/search*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(results(page)).toHaveCount(10);
    await expect(page.locator('[data-ready]')).not.toHaveAttribute('data-error');
  });

  test('caused by an invalid request are explained', async ({ page }) => {
    const answer = { status: 400, json: { error: 'page must be a whole number from 1 to 100' } };
    await page.route('**/api/search*', (route) => route.fulfill(answer));
    await open(page, '/search?q=dog&page=101');
    await expect(page.getByText('page must be a whole number from 1 to 100')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  });

  test('of the connection are reported', async ({ page }) => {
    await page.route('**/api/search*', (route) => route.abort());
    await open(page, '/search?q=dog');
    await expect(page.getByText('The server could not be reached.')).toBeVisible();
  });

  test('differ from missing documents', async ({ page }) => {
    await open(page, '/document/none');
    await expect(page.locator('[data-ready]')).toHaveAttribute('data-error', 'missing');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
  });

  test('of suggestions do not affect the search', async ({ page }) => {
    await page.route('**/api/suggest*', (route) => route.fulfill({ status: 500, body: 'not JSON' }));
    await open(page, '/');
    await searchBox(page).pressSequentially('dog');
    await expect(suggestionList(page)).toHaveAttribute('data-for', 'dog');
    await searchBox(page).press('Enter');
    await ready(page, '/search?q=dog');
  });
});

test('hostile markup is shown as text', async ({ page }) => {
  const search = `/search?${new URLSearchParams({ q: HOSTILE })}`;
  await open(page, search);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`“${HOSTILE}”`);
  await expect(results(page).nth(1)).toHaveText(HOSTILE);
  await searchBox(page).fill('dog<img');
  await expect(options(page)).toHaveText([`dog${HOSTILE}`]);
  await open(page, '/document/hostile');
  await expect(page.locator('.definition')).toHaveText(`what it means ${HOSTILE}`);
  await expect(page.locator('main img, main script, search-box img')).toHaveCount(0);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
});

test('the front page loads one document and one script', async ({ page, site }) => {
  site.requests.length = 0;
  await open(page, '/');
  expect(site.requests).toHaveLength(2);
  expect(site.requests[0]).toBe('/');
  expect(site.requests[1]).toMatch(/^\/assets\/.+\.js$/);
});

test('the results page works with screen readers and the keyboard', async ({ page }) => {
  await open(page, '/search?q=dog');
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - link "Skip to content"
    - banner:
      - link "Gloss, home"
      - search:
        - combobox "Search"
        - button "Search"
    - main:
      - status: 23 entries for “dog”
      - heading "“dog”" [level=1]
      - navigation "Sort"
      - complementary "Filters":
        - navigation "Part of speech"
        - navigation "Category"
      - list
      - navigation "Pages"
  `);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await expect(results(page)).toHaveCount(10);
  await page.keyboard.press('/');
  await expect(searchBox(page)).toBeFocused();
});

for (const path of ['/', '/search?q=dog', '/search?q=dgo', '/document/narrow']) {
  test(`${path} fits a screen that is 360 px wide`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, path);
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(widths[0]).toBeLessThanOrEqual(Number(widths[1]));
  });
}
