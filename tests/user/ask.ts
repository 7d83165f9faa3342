import type { Action } from '../../src/user/action.ts';

/** Inserts a text into the small product's search box and submits it. */
export const ask = (text: string): Action => ({
  kind: 'query',
  startsWith: 'keydown',
  aim: { selector: 'input', choice: 0 },
  settled: { selector: 'output', attribute: { name: 'data-for', value: text } },
  begin: (page, { x, y }) => page.mouse.click(x, y),
  act: async (page) => {
    await page.keyboard.insertText(text);
    await page.keyboard.press('Enter');
  },
});

/** Loads the small product's home page. */
export const openHome = (url: string): Action => ({
  kind: 'navigation',
  startsWith: 'navigation',
  settled: { selector: 'input' },
  act: async (page) => {
    await page.goto(url, { waitUntil: 'commit' });
  },
});
