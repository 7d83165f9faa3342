import { expect, test } from '@playwright/test';
import {
  changedMetrics,
  type ExperimentEvidence,
  experimentOutcome,
  isProven,
} from '../../../src/analysis/experiment/experiment-outcome.ts';
import type { ComparedMetric, Comparison } from '../../../src/sample/comparison.ts';
import { comparisonOf, metric, otherAnswers, resultOf } from './some-comparison.ts';

const same = { asked: 12, same: 12, differences: [] };
const [faster, slower, alike, open] = (['faster', 'slower', 'same', 'unresolved'] as const).map((outcome) =>
  metric(outcome),
) as [ComparedMetric, ComparedMetric, ComparedMetric, ComparedMetric];

function outcomeOf(
  metrics: ComparedMetric[],
  evidence: Partial<ExperimentEvidence> = {},
  changes: Partial<Comparison> = {},
) {
  const comparison = comparisonOf(metrics, changes);
  return experimentOutcome({ comparison, answers: same, wanted: 'same', hindrances: [], ...evidence });
}

const pending = { verdict: { outcome: 'inconclusive' as const, reasons: ['One step is unresolved.'] } };
const invalid = { verdict: { outcome: 'invalid' as const, reasons: ['The load was not delivered.'] } };
const renamed: Partial<Comparison> = {
  onlyIn: [{ side: 'head', journey: 'look up', step: 'search twice' }],
  verdict: { outcome: 'inconclusive', reasons: ['look up › search twice: only in head.'] },
};

test('something significantly faster and nothing slower is better, with its reason', () => {
  expect(outcomeOf([alike, faster])).toEqual({
    outcome: 'better',
    reasons: ['look up › search 2, latency: it was faster.'],
  });
});

test('better does not require every other metric to be resolved', () => {
  expect(outcomeOf([faster, open], {}, pending).outcome).toBe('better');
});

test('one slower step outweighs any number of faster ones, and is reported first', () => {
  expect(outcomeOf([faster, faster, slower])).toEqual({
    outcome: 'worse',
    reasons: [
      'look up › search 3, latency: it was slower.',
      'look up › search 1, latency: it was faster.',
      'look up › search 2, latency: it was faster.',
    ],
  });
  expect(outcomeOf([slower], {}, renamed).outcome).toBe('worse');
  expect(outcomeOf([slower], { answers: undefined }).outcome).toBe('worse');
});

test('a watched metric counts if it is slower, not if it is faster', () => {
  const watched = { role: 'watched' as const, statistic: 'p95' as const };
  expect(outcomeOf([metric('faster', watched), alike]).outcome).toBe('no difference');
  expect(outcomeOf([faster, metric('slower', watched)])).toEqual({
    outcome: 'worse',
    reasons: [
      'look up › search 2, p95 of the latency: it was slower.',
      'look up › search 1, latency: it was faster.',
    ],
  });
  const changed = changedMetrics(comparisonOf([slower, metric('faster', watched), faster, alike, open]));
  expect(changed.map(({ step, metric: { outcome } }) => `${step} ${outcome}`)).toEqual([
    'search 3 faster',
    'search 1 slower',
  ]);
});

test('no difference if all metrics are the same, reported with the margin', () => {
  expect(outcomeOf([alike, alike, alike])).toEqual({
    outcome: 'no difference',
    reasons: ['No step changed by more than 10 % (or 20 ms), out of 3.'],
  });
  // Nothing became faster, so the answers do not matter.
  expect(outcomeOf([alike], { answers: undefined }).outcome).toBe('no difference');
});

test('an unresolved metric gives not decided, with the reasons of the comparison', () => {
  expect(outcomeOf([alike, open], {}, pending)).toEqual({
    outcome: 'not decided',
    reasons: ['One step is unresolved.'],
  });
});

test('an invalid run or a step on one side only gives not decided, however fast the rest is', () => {
  expect(outcomeOf([faster], {}, invalid)).toEqual({
    outcome: 'not decided',
    reasons: ['The load was not delivered.', 'look up › search 1, latency: it was faster.'],
  });
  expect(outcomeOf([faster], {}, renamed).outcome).toBe('not decided');
  expect(outcomeOf([alike], {}, renamed).outcome).toBe('not decided');
});

test('a hindrance gives not decided, and is reported first', () => {
  const hindrances = ['base exited unexpectedly with code 1.'];
  expect(outcomeOf([slower, faster], { hindrances, answers: undefined })).toEqual({
    outcome: 'not decided',
    reasons: [
      'base exited unexpectedly with code 1.',
      'look up › search 1, latency: it was slower.',
      'look up › search 2, latency: it was faster.',
    ],
  });
  expect(outcomeOf([alike], { hindrances }).outcome).toBe('not decided');
});

for (const answers of [undefined, { asked: 0, same: 0, differences: [] }]) {
  test(`faster without answers to compare is not decided if they must be the same (${answers?.asked ?? 'none'} asked)`, () => {
    const { outcome, reasons } = outcomeOf([faster], { answers });
    expect(outcome).toBe('not decided');
    expect(reasons[0]).toBe(
      'No answers could be compared, so it is unknown whether the variant gives the same ones.',
    );
    expect(outcomeOf([faster], { answers, wanted: 'may differ' }).outcome).toBe('better');
  });
}

test('different answers do not change the outcome, but nothing is proven', () => {
  expect(outcomeOf([faster], { answers: otherAnswers }).outcome).toBe('better');
  expect(isProven(resultOf())).toBe(true);
  expect(isProven(resultOf({ answers: { asked: 'same', found: otherAnswers } }))).toBe(false);
  expect(isProven(resultOf({ answers: { asked: 'may differ', found: otherAnswers } }))).toBe(true);
  for (const outcome of ['worse', 'no difference', 'not decided'] as const) {
    expect(isProven(resultOf({ outcome })), outcome).toBe(false);
  }
});
