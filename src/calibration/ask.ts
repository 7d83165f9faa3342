import { test } from '@playwright/test';
import type { Queries } from '../load/query-log.ts';
import type { Action } from '../user/action.ts';
import type { AnswerKind } from './answers.ts';

let asked = 0;

/** A question that nobody else asks in this run, so that its answer can be told from every other. */
export function question(queries: Queries, kind?: AnswerKind): string {
  asked += 1;
  const text = `${queries.draw('head').text} ${test.info().workerIndex}.${asked}`;
  return kind === undefined ? text : `${kind}: ${text}`;
}

/** Puts a whole text into the box at once and sends it: the step that the published trials timed. */
export const ask = (text: string): Action => ({
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
