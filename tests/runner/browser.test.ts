import { expect, test } from '@playwright/test';
import { findBrowser } from '../../src/runner/browser/browser.ts';

test('the first place that has a browser wins', async () => {
  const places = [() => undefined, async () => ({ foundAs: 'second' }), () => ({ foundAs: 'third' })];
  expect(await findBrowser(undefined, places)).toEqual({ foundAs: 'second' });
});

test('no browser at all: the message brings one', async () => {
  await expect(findBrowser(undefined, [() => undefined])).rejects.toThrow(
    '`npx playwright install chromium` brings one',
  );
});
