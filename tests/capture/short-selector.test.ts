import { expect, test } from '@playwright/test';
import { shortSelector } from '../../src/capture/instruments/short-selector.ts';

test('a short selector finds its element, whatever characters the names contain', async ({ page }) => {
  const long = 'long'.repeat(40);
  await page.setContent(`
    <main></main>
    <p class="answer wide" id="below"></p>
    <i data-testid='a "b"'></i>
    <b id="1:x" class="a/b"></b>
    <u id="${long}"></u>
    <svg class="icon"></svg>`);
  const nameOf = (selector: string) => page.locator(selector).evaluate(shortSelector);
  expect(await nameOf('main')).toBe('main');
  expect(await nameOf('p')).toBe('p#below.answer');
  expect(await nameOf('i')).toBe('i[data-testid="a \\"b\\""]');
  expect(await nameOf('b')).toBe('b#\\31 \\:x.a\\/b');
  expect(await nameOf('svg')).toBe('svg.icon');
  expect(await nameOf('u')).toBe(`u#${long}`.slice(0, 80));
  for (const selector of ['i', 'b']) {
    const name = await nameOf(selector);
    expect(await page.evaluate((of) => document.querySelectorAll(of).length, name)).toBe(1);
  }
});
