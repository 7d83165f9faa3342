import { test } from '@playwright/test';
import type { Action } from '../user/action.ts';
import { type AnswerKind, LAST_LETTER } from './answers.ts';

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

/** How the end of a step is recognised where the page does not say which question it has answered. */
const ends: Partial<Record<AnswerKind, Action['settled']>> = {
  'rendered late': {},
  'skeleton first': { selector: '#results li', gone: '.skeleton' },
  'shadow root': { selector: '#shaded-results li', changed: true },
  frame: { selector: '#framed-results li', changed: true },
};

/** A question of this kind, ended as a page of this kind needs. */
export function askKind(kind: AnswerKind): Action {
  const text = question(kind);
  return { ...ask(text), ...(ends[kind] && { settled: ends[kind] }) };
}

/** The last letters of a question that is answered letter by letter; each one takes a frame. */
const TYPED_LETTERS = 4;

/** Types the end of a question; the answers to what was typed before do not end the step. */
export function askAsYouType(): Action {
  const text = question('as you type') + LAST_LETTER;
  const { act: _, ...rest } = ask(text);
  return {
    ...rest,
    settled: { response: '/answer' },
    begin: async (page, { x, y }) => {
      await page.mouse.click(x, y);
      await page.keyboard.insertText(text.slice(0, -TYPED_LETTERS));
    },
    typed: text.slice(-TYPED_LETTERS),
  };
}
