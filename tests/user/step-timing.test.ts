import { expect, test } from '@playwright/test';
import { randomStream } from '../../src/load/random.ts';
import { layOutStep, type StepTiming, typedPieces } from '../../src/user/step-timing.ts';
import { ask } from './ask.ts';

const timing = (letters: number, typing?: StepTiming['typing']): StepTiming => ({
  firstInputAt: 1000,
  keysAt: Array.from({ length: letters }, (_, index) => 1000 + index * 100),
  intendedAt: 1000 + letters * 100,
  ...(typing && { typing }),
});

test('the letters of a text are one call, and the last one a call of its own at its own moment', () => {
  expect(typedPieces('moss', timing(4))).toEqual([
    { text: 'mos', at: 1000, untilAt: 1200 },
    { text: 's', at: 1300 },
  ]);
  expect(typedPieces('é', timing(1))).toEqual([{ text: 'é', at: 1000 }]);
  expect(typedPieces('', timing(0))).toEqual([]);
});

test('where no letter before is answered, words or all but the last letter are inserted', () => {
  expect(typedPieces('old map', timing(7, 'words'))).toEqual([
    { text: 'old ', at: 1300, isInserted: true },
    { text: 'ma', at: 1500, isInserted: true },
    { text: 'p', at: 1600 },
  ]);
  expect(typedPieces('old map', timing(7, 'last letter'))).toEqual([
    { text: 'old ma', at: 1500, isInserted: true },
    { text: 'p', at: 1600 },
  ]);
});

test('how a text is typed changes no moment', () => {
  const action = { ...ask('fern'), typed: 'fern' };
  const at = (typing?: StepTiming['typing']) =>
    layOutStep(
      action,
      5000,
      700,
      { keyDelayMs: { min: 80, max: 200 }, ...(typing && { typing }) },
      randomStream(3, 'pace'),
    );
  const { typing: _, ...last } = at('last letter');
  expect(last).toEqual(at());
  expect(last.keysAt[0]).toBe(5700);
  expect(last.intendedAt).toBeGreaterThan(last.keysAt[3] as number);
});
