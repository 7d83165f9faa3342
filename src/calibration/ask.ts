import { test } from '@playwright/test';
import type { Action } from '../user/action.ts';
import type { AnswerKind } from './answers.ts';

let asked = 0;

/** Search terms of typical lengths; no real search answers them. */
const subjects = [
  'bank',
  'garden chair',
  'piano',
  'summer dress',
  'blue paint',
  'train',
  'coffee',
  'old maps',
  'bicycle lamp',
  'rain',
];

/** A question that is unique in the run, so that its answer can be distinguished from all others. */
export function question(kind?: AnswerKind): string {
  asked += 1;
  const text = `${subjects[asked % subjects.length]} ${test.info().workerIndex}.${asked}`;
  return kind === undefined ? text : `${kind}: ${text}`;
}

/** Inserts the whole text at once and submits it: the step that the published trials timed. */
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
