import { expect, test } from '@playwright/test';
import { findBrowser } from '../../src/runner/browser/browser.ts';

test('the first place that has a browser is used', async () => {
  const places = [() => undefined, async () => ({ foundAs: 'second' }), () => ({ foundAs: 'third' })];
  expect(await findBrowser(undefined, places)).toEqual({ foundAs: 'second' });
});

test('if there is no browser, the error has the command that installs one', async () => {
  await expect(findBrowser(undefined, [() => undefined])).rejects.toThrow(
    'install one with `npx playwright install chromium`',
  );
});
