import { expect, test } from '@playwright/test';
import { serveKnownAnswers } from '../../src/calibration/server.ts';

let server: Awaited<ReturnType<typeof serveKnownAnswers>>;

test.beforeAll(async () => {
  server = await serveKnownAnswers(7);
});
test.afterAll(() => server.close());

test.beforeEach(async ({ page }) => {
  await page.goto(server.url);
});

const results = '#results';

test('data-for of the list is set once the answer is complete', async ({ page }) => {
  const seen = page.evaluate(
    () =>
      new Promise<string[]>((done) => {
        const states: string[] = [];
        new MutationObserver(() => {
          const list = document.querySelector<HTMLElement>('#results') as HTMLElement;
          // What other kinds of answers need is made with the first question.
          if (list.childElementCount === 0) return;
          states.push(`${Object.keys(list.dataset)} ${list.childElementCount}`);
          if (list.dataset.for) done(states);
        }).observe(document.body, { childList: true });
      }),
  );
  await page.locator('input').fill('two parts: bank');
  await page.keyboard.press('Enter');
  expect(await seen).toEqual(['beginningFor 3', 'for 10']);
});

test('a late answer does not replace a newer one', async ({ page }) => {
  const late = page.waitForResponse((response) => response.url().includes('no'));
  await page.locator('input').fill('no answer: old');
  await page.keyboard.press('Enter');
  await page.locator('input').fill('fixed: new');
  await page.keyboard.press('Enter');
  await expect(page.locator(results)).toHaveAttribute('data-for', 'fixed: new');
  await (await late).finished();
  // If the late answer changed anything, it would have done so by the next frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  await expect(page.locator(results)).toHaveAttribute('data-for', 'fixed: new');
});
