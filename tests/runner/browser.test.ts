import { expect, test } from '@playwright/test';
import { findBrowser, packagedBrowser } from '../../src/runner/browser/browser.ts';

test('the first place that has a browser is used', async () => {
  const places = [() => undefined, async () => ({ foundAs: 'second' }), () => ({ foundAs: 'third' })];
  expect(await findBrowser(undefined, places)).toEqual({ foundAs: 'second' });
});

test('an empty name is no path', async () => {
  expect(await findBrowser('', [() => ({ foundAs: 'first' })])).toEqual({ foundAs: 'first' });
});

for (const [path, problem] of [
  ['/nowhere/chrome', 'there is no file /nowhere/chrome'],
  [import.meta.dirname, 'is a folder'],
  [import.meta.filename, 'cannot be executed'],
] as const) {
  test(`a named browser is refused if ${problem}`, async () => {
    await expect(findBrowser(path)).rejects.toThrow(problem);
  });
}

test('a package that is not installed is no browser', async () => {
  const missing = Object.assign(new Error('no such package'), { code: 'ERR_MODULE_NOT_FOUND' });
  expect(await packagedBrowser(() => Promise.reject(missing))).toBeUndefined();
});

test('if there is no browser, the error has the command that installs one', async () => {
  await expect(findBrowser(undefined, [() => undefined])).rejects.toThrow(
    'install one with `npx playwright install chromium`',
  );
});
