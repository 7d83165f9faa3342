import { expect, test } from '@playwright/test';
import { attemptReason } from '../../../src/analysis/experiment/attempt-reason.ts';
import { otherAnswers, resultOf } from './some-comparison.ts';

test('what is kept is told with its answers and its first reason', () => {
  expect(attemptReason(resultOf())).toBe(
    'It is better, with the same answers to 12 requests: look up › search 1, latencyMs: it was faster.',
  );
  expect(attemptReason(resultOf({ answers: { asked: 'may differ', found: otherAnswers } }))).toBe(
    'It is better, and its answers may differ: look up › search 1, latencyMs: it was faster.',
  );
});

test('what is dropped is told with what it came to', () => {
  const reasons = ['The first.', 'The second.'];
  const told = (outcome: 'worse' | 'no difference' | 'not decided') =>
    attemptReason(resultOf({ outcome, reasons }));
  expect(told('worse')).toBe('It is worse: The first.');
  expect(told('no difference')).toBe('It makes no difference: The first.');
  expect(told('not decided')).toBe('It could not be decided: The first.');
});

for (const outcome of ['better', 'worse', 'no difference', 'not decided'] as const) {
  test(`other answers are the reason, also where it is ${outcome}`, () => {
    expect(attemptReason(resultOf({ outcome, answers: { asked: 'same', found: otherAnswers } }))).toBe(
      'It gives other answers to 2 of 12 requests, such as /api/search?q=boat.',
    );
  });
}
