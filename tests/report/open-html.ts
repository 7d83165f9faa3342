import type { Page } from '@playwright/test';

/** Opens a rendered report and returns every forbidden action that it tried. */
export async function openHtml(page: Page, body: string): Promise<{ tried: string[] }> {
  const tried: string[] = [];
  page.on('dialog', async (dialog) => {
    tried.push(`dialog ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('console', (message) => tried.push(`console ${message.text()}`));
  page.on('pageerror', (error) => tried.push(`error ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && !request.url().startsWith('http://report.test/'))
      tried.push(request.url());
  });
  await page.route('http://report.test/', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body }),
  );
  await page.goto('http://report.test/');
  return { tried };
}
