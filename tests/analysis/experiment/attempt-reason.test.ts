import { expect, test } from '@playwright/test';
import { attemptReason } from '../../../src/analysis/experiment/attempt-reason.ts';
import { otherAnswers, resultOf } from './some-comparison.ts';

test('a kept change is reported with its answers and its first reason', () => {
  expect(attemptReason(resultOf())).toBe(
    'It is better, with the same answers to 12 requests: look up › search 1, latencyMs: it was faster.',
  );
  expect(attemptReason(resultOf({ answers: { asked: 'may differ', found: otherAnswers } }))).toBe(
    'It is better, and different answers are allowed: look up › search 1, latencyMs: it was faster.',
  );
});

test('a dropped change is reported with its outcome', () => {
  const reasons = ['The first.', 'The second.'];
  const reasonFor = (outcome: 'worse' | 'no difference' | 'not decided') =>
    attemptReason(resultOf({ outcome, reasons }));
  expect(reasonFor('worse')).toBe('It is worse: The first.');
  expect(reasonFor('no difference')).toBe('It makes no difference: The first.');
  expect(reasonFor('not decided')).toBe('It is inconclusive: The first.');
});

for (const outcome of ['better', 'worse', 'no difference', 'not decided'] as const) {
  test(`different answers are the reason, even if the outcome is ${outcome}`, () => {
    expect(attemptReason(resultOf({ outcome, answers: { asked: 'same', found: otherAnswers } }))).toBe(
      'It gives different answers to 2 of 12 requests, such as /api/search?q=boat.',
    );
  });
}
