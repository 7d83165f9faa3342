import { expect } from '@playwright/test';
import { SLOW_MS } from './web-answers.ts';
import { open, ready, results, searchBox, test } from './web-page.ts';

test('browses from home to related documents, and back to the previous scroll position', async ({ page }) => {
  await open(page, '/');
  await page.getByRole('link', { name: 'Animals' }).click();
  await ready(page, '/search?category=noun.animal&sort=title');
  await expect(page.getByRole('heading', { level: 1, name: 'Animals' })).toBeFocused();
  await results(page).last().scrollIntoViewIfNeeded();
  const leftAt = await page.evaluate(() => window.scrollY);
  expect(leftAt).toBeGreaterThan(0);
  await results(page).last().click();
  await ready(page, '/document/%2F10');
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await expect(page).toHaveTitle('title of /10 · Gloss');
  await page.getByTestId('related').first().click();
  await ready(page, '/document/wider');

  await page.goBack();
  await ready(page, '/document/%2F10');
  await page.goBack();
  await ready(page, '/search?category=noun.animal&sort=title');
  expect(await page.evaluate(() => window.scrollY)).toBe(leftAt);
  await page.goForward();
  await ready(page, '/document/%2F10');
});

test('never reloads the HTML document', async ({ page, site }) => {
  await open(page, '/search?q=dog');
  site.requests.length = 0;
  await results(page).first().click();
  await ready(page, '/document/dog%2F1');
  await page.goBack();
  await ready(page, '/search?q=dog');
  await page.goForward();
  await ready(page, '/document/dog%2F1');
  // Responses shown a moment ago are not requested again either.
  expect(site.requests).toEqual(['/api/documents/dog%2F1']);
});

test('requests a view again if its history entry was replaced or had failed', async ({ page, site }) => {
  await open(page, '/search?q=dog');
  await results(page).first().click();
  await ready(page, '/document/dog%2F1');
  await page.goBack();
  await ready(page, '/search?q=dog');
  await results(page).nth(4).click();
  await ready(page, '/document/dog%2F5');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('title of dog/5');

  await page.route('**/api/search*', (route) => route.fulfill({ status: 503, json: { error: 'away' } }));
  await searchBox(page).fill('cat');
  await searchBox(page).press('Enter');
  await ready(page, '/search?q=cat');
  await expect(page.locator('[data-ready]')).toHaveAttribute('data-error', 'failed');
  await page.goBack();
  await ready(page, '/document/dog%2F5');
  await page.unroute('**/api/search*');
  site.requests.length = 0;
  await page.goForward();
  await ready(page, '/search?q=cat');
  await expect(results(page)).toHaveCount(10);
  expect(site.requests).toEqual(['/api/search?q=cat']);
});

test('keeps no views if the setting is 0', async ({ page, site }) => {
  await page.route(
    ({ pathname }) => pathname === '/search',
    async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('views" content="10"', 'views" content="0"');
      await route.fulfill({ response, body });
    },
  );
  await open(page, '/search?q=dog');
  site.requests.length = 0;
  await results(page).first().click();
  await ready(page, '/document/dog%2F1');
  await page.goBack();
  await ready(page, '/search?q=dog');
  expect(site.requests).toEqual(['/api/documents/dog%2F1', '/api/search?q=dog']);
});

test('replaces a URL by its canonical form', async ({ page }) => {
  await page.goto('/search?sort=relevance&page=1&pos=pronoun&q=%20dog%20days&utm=1');
  await ready(page, '/search?q=dog+days');
});

test('shows the old view until the new one is complete, then renders the new one once', async ({ page }) => {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const view = document.querySelector('[data-ready]');
      const text = `${view?.getAttribute('data-ready')} ${view?.querySelectorAll('[data-testid=result]').length}`;
      if (view !== null && seen.at(-1) !== text) seen.push(text);
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  await open(page, '/');
  await searchBox(page).fill('slow');
  await searchBox(page).press('Enter');
  const view = page.locator('[data-ready]');
  await expect(view).toHaveAttribute('aria-busy', 'true');
  await expect(page.getByText('Searching…')).toBeVisible();
  await expect(view).toHaveAttribute('data-ready', '/');
  await ready(page, '/search?q=slow');
  await expect(view).toHaveAttribute('aria-busy', 'false');
  await expect(page.getByText('Searching…')).toBeHidden();
  await page.locator('a[data-page="3"]').click();
  await ready(page, '/search?q=slow&page=3');
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([
    '/ 0',
    '/search?q=slow 10',
    '/search?q=slow&page=3 3',
  ]);
});

test('drops a response if a later visit has started', async ({ page }) => {
  await open(page, '/search?q=dog');
  await searchBox(page).fill('slow');
  await searchBox(page).press('Enter');
  await expect(page.locator('[data-ready]')).toHaveAttribute('aria-busy', 'true');
  await page.goBack();
  await ready(page, '/search?q=dog');
  await page.waitForTimeout(SLOW_MS + 100);
  await ready(page, '/search?q=dog');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('“dog”');
  await expect(searchBox(page)).toHaveValue('dog');
});

test('causes no layout shifts', async ({ page }) => {
  await open(page, '/');
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await searchBox(page).fill('slow');
  await searchBox(page).press('Enter');
  await ready(page, '/search?q=slow');
  await page.evaluate(() => document.querySelector<HTMLElement>('a[data-value=noun]')?.click());
  await ready(page, '/search?q=slow&pos=noun');
  await page.goBack();
  await ready(page, '/search?q=slow');
  await page.waitForTimeout(200);
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
});
