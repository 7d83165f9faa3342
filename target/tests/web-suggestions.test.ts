import { expect, type Page } from '@playwright/test';
import { HOSTILE, SLOW_MS } from './web-answers.ts';
import { open, options, ready, searchBox, suggestionList, test } from './web-page.ts';

test('suggestions can be chosen with the keyboard', async ({ page }) => {
  await open(page, '/');
  await searchBox(page).pressSequentially('dog');
  await expect(suggestionList(page)).toHaveAttribute('data-for', 'dog');
  await expect(searchBox(page)).toHaveAttribute('aria-expanded', 'true');
  await expect(searchBox(page)).toHaveAttribute('aria-controls', 'suggestions');
  await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible();
  await expect(options(page).nth(1)).toHaveText('dog days');

  await searchBox(page).press('ArrowDown');
  await searchBox(page).press('ArrowDown');
  await expect(page.getByRole('option', { selected: true })).toHaveText('dog days');
  const activeId = await options(page).nth(1).getAttribute('id');
  await expect(searchBox(page)).toHaveAttribute('aria-activedescendant', String(activeId));
  await searchBox(page).press('Enter');

  await ready(page, '/search?q=dog+days');
  await expect(searchBox(page)).toHaveValue('dog days');
  await expect(searchBox(page)).toHaveAttribute('aria-expanded', 'false');
  await expect(suggestionList(page)).toBeHidden();
  await expect(suggestionList(page)).not.toHaveAttribute('data-for');
});

test('suggestions can be chosen by click', async ({ page }) => {
  await open(page, '/');
  await searchBox(page).pressSequentially('dogm');
  await options(page).first().click();
  await ready(page, '/search?q=dogma');
});

test('suggestions close on Escape and reopen on an arrow key', async ({ page }) => {
  await open(page, '/');
  await searchBox(page).pressSequentially('dog');
  await expect(options(page).first()).toBeVisible();
  await searchBox(page).press('Escape');
  await expect(options(page).first()).toBeHidden();
  await expect(searchBox(page)).toHaveValue('dog');
  await searchBox(page).press('ArrowUp');
  await expect(page.getByRole('option', { selected: true })).toHaveText(`dog${HOSTILE}`);
});

test('an empty suggestion list is hidden and marked as loaded', async ({ page }) => {
  await open(page, '/');
  await searchBox(page).pressSequentially('xyz ');
  const list = suggestionList(page);
  await expect(list).toHaveAttribute('data-for', 'xyz ');
  await expect(list).toBeHidden();
  await expect(searchBox(page)).toHaveAttribute('aria-expanded', 'false');
  await searchBox(page).fill('');
  await expect(list).toHaveAttribute('data-for', '');
});

test('suggestions are dropped if another key was pressed meanwhile', async ({ page }) => {
  await open(page, '/');
  const dropped = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/suggest?q=d'));
  const asked = page.waitForRequest((request) => request.url().endsWith('/api/suggest?q=d'));
  await searchBox(page).pressSequentially('d');
  await asked;
  await searchBox(page).pressSequentially('ogm');
  await dropped;
  const list = suggestionList(page);
  await expect(list).toHaveAttribute('data-for', 'dogm');
  await page.waitForTimeout(SLOW_MS + 100);
  await expect(list).toHaveAttribute('data-for', 'dogm');
  await expect(options(page)).toHaveText(['dogma']);
});

/** Types letters without a pause, and returns the requests sent so far after each. */
const typeAtOnce = (page: Page) =>
  page.evaluate(() => {
    const asked: string[] = [];
    const askedAfterKeys: string[][] = [];
    const send = window.fetch;
    window.fetch = (input, init) => {
      asked.push(String(input));
      return send(input, init);
    };
    const box = document.querySelector('input[name=q]') as HTMLInputElement;
    for (const text of ['d', 'do', 'dog']) {
      box.value = text;
      box.dispatchEvent(new Event('input', { bubbles: true }));
      askedAfterKeys.push([...asked]);
    }
    return askedAfterKeys;
  });

test('suggestions are requested on each key, and only the last are shown', async ({ page }) => {
  await open(page, '/');
  expect(await typeAtOnce(page)).toEqual([
    ['/api/suggest?q=d'],
    ['/api/suggest?q=d', '/api/suggest?q=do'],
    ['/api/suggest?q=d', '/api/suggest?q=do', '/api/suggest?q=dog'],
  ]);
  await expect(suggestionList(page)).toHaveAttribute('data-for', 'dog');
});

test('with a pause, suggestions are not requested between fast keys', async ({ page, site }) => {
  await page.route(
    ({ pathname }) => pathname === '/',
    async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('pause" content="0"', 'pause" content="80"');
      await route.fulfill({ response, body });
    },
  );
  await open(page, '/');
  site.requests.length = 0;
  expect(await typeAtOnce(page)).toEqual([[], [], []]);
  await expect(suggestionList(page)).toHaveAttribute('data-for', 'dog');
  expect(site.requests).toEqual(['/api/suggest?q=dog']);
});

test('text typed before the script runs is kept', async ({ page }) => {
  let run = () => {};
  const held = new Promise<void>((resolve) => {
    run = resolve;
  });
  await page.route('**/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  await searchBox(page).pressSequentially('dogm');
  run();
  await ready(page, '/');
  await expect(searchBox(page)).toHaveValue('dogm');
  await expect(options(page)).toHaveText(['dogma']);
});
