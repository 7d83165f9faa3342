import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { startWebSite, type WebSite } from './web-site.ts';

/** A test with the web app built and served; URLs are relative to it. */
export const test = base.extend<object, { site: WebSite }>({
  site: [
    async ({}, use) => {
      const site = await startWebSite();
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, use) => use(site.url),
});

export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await ready(page, path);
}

/** Waits until both the URL and the view are those of `path`. */
export async function ready(page: Page, path: string): Promise<void> {
  await expect(page.locator('[data-ready]')).toHaveAttribute('data-ready', path);
  await expect(page).toHaveURL(path);
}

export const searchBox = (page: Page): Locator => page.getByRole('combobox', { name: 'Search' });
export const suggestionList = (page: Page): Locator => page.locator('[role=listbox]');
export const options = (page: Page): Locator => page.getByRole('option');
export const results = (page: Page): Locator => page.getByTestId('result');
