import { expect, test } from '@playwright/test';
import { expandBudgets } from '../../src/analysis/budgets/expand-budgets.ts';
import { jsonNumbers, withNumbers } from '../../src/analysis/budgets/json-numbers.ts';
import { tighterLimits, writtenLimits } from '../../src/analysis/budgets/tighten-budgets.ts';
import type { BudgetResult } from '../../src/sample/analysis.ts';
import type { Budget } from '../../src/sample/budget.ts';

const outline = { explore: ['search', 'open a result'] };

/** Written by hand: spacing and order must stay. */
const text = `{ "journey": "explore",
  "why": "p95: 3, as \\"promised\\" {in 2024}",
  "steps": {
    "search": { "latencyMs": {"p75": 500,   "p95": { "warn": 700, "fail": 1000 }, "max": 9000 } },
    "*": { "latencyMs": { "p50": 4e2 }, "correctedMs": { "p95": { "overBaseline": { "percent": 10, "floor": 20 } } } }
  },
  "load": { "activeUsers": { "min": 50 } },
  "workloads": { "smoke": { "steps": { "search": { "latencyMs": { "p75": 600 } } } } }
}
`;
const budgetsFor = (workload: string) => (content: string) =>
  expandBudgets('mine', JSON.parse(content), workload, outline);
const written = writtenLimits(text, budgetsFor('peak'));

/** A run with this upper bound for every limit; `others` gives other bounds by the number of the limit. */
const saw = (upper: number | undefined, others: Record<number, number> = {}): BudgetResult[] =>
  budgetsFor('peak')(text).map((budget: Budget) => ({
    ...budget,
    samples: 400,
    outcome: 'pass',
    reason: '',
    ...(upper !== undefined &&
      budget.statistic !== 'max' && { interval: { upper: others[budget.limit ?? 0] ?? upper } }),
  }));
const changes = (runs: BudgetResult[][], headroom = 0.2) =>
  tighterLimits(written, runs, headroom).tighter.map(({ at, to }) => `${at.value} → ${to}`);

test('every number of a text is found at its position, except numbers in strings and arrays', () => {
  const numbers = jsonNumbers(`{"a 1": {"b": -2.5e3, "c": [1, 2], "d": "x: 7"}, "e\\"": 0}`);
  expect(numbers.map(({ path, value }) => [path.join('/'), value])).toEqual([
    ['a 1/b', -2500],
    ['e"', 0],
  ]);
});

test('only the numbers are changed, in place', () => {
  const [first, second] = jsonNumbers(text);
  expect(first?.value).toBe(500);
  const changed = withNumbers(text, [
    { at: first as NonNullable<typeof first>, value: 7 },
    { at: second as NonNullable<typeof second>, value: 12345 },
  ]);
  expect(changed).toBe(text.replace('500', '7').replace('700', '12345'));
});

test('each number is linked to the limits that it sets in a workload', () => {
  const known = written.map(({ at, budgets }) => [
    at.value,
    budgets.map(({ step, statistic }) => `${step} ${statistic}`),
  ]);
  expect(known).toEqual([
    [500, ['search p75']],
    [700, ['search p95']],
    [1000, ['search p95']],
    [9000, ['search max']],
    [400, ['search p50', 'open a result p50']],
    [50, ['undefined min']],
  ]);
  const inSmoke = writtenLimits(text, budgetsFor('smoke')).map(({ at }) => at.value);
  expect(inSmoke).toContain(600);
  expect(inSmoke).not.toContain(500);
});

test('limits are lowered to the highest bound of all runs plus the headroom; warnings, maxima and load stay', () => {
  expect(changes([saw(100), saw(100, { 500: 200, 1000: 600 }), saw(100)])).toEqual([
    '500 → 240',
    '1000 → 720',
    '400 → 120',
  ]);
});

test('a limit is not lowered by less than 10 %', () => {
  expect(changes([saw(380, { 500: 375, 1000: 900, 400: 300 })])).toEqual(['500 → 450', '400 → 360']);
  expect(changes([saw(380, { 500: 376, 1000: 900, 400: 301 })])).toEqual([]);
});

test('a limit without a bound in one of the runs stays as it is', () => {
  expect(changes([saw(100), saw(undefined)])).toEqual([]);
});

test('no limit is lowered to its own warning or below, and the reason is reported', () => {
  const { tighter, leftOut } = tighterLimits(written, [saw(100)], 0.2);
  expect(tighter.map(({ at }) => at.value)).toEqual([500, 400]);
  expect(leftOut).toEqual([
    'explore › search, p95 latency: 120 would be enough, but its warning is at 700; lower that first.',
  ]);
});
