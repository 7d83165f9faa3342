import type { Action } from '../../../fixtures/action.ts';
import { journey } from '../../../fixtures/test.ts';

/** Puts a whole text into the box at once and sends it: the step that the published trials timed. */
const ask = (text: string): Action => ({
  kind: 'query',
  startsWith: 'keydown',
  aim: { selector: 'input', choice: 0 },
  settled: { selector: '#results', attribute: { name: 'data-for', value: text } },
  begin: (page, { x, y }) => page.mouse.click(x, y),
  act: async (page) => {
    await page.keyboard.insertText(text);
    await page.keyboard.press('Enter');
  },
});

let asked = 0;

journey('ask', async ({ user, queries }) => {
  asked += 1;
  await user.step('ask', ask(`${queries.draw('head').text} ${asked}`));
});
