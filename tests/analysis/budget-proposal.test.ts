import { expect, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import { limitAbove, proposeBudgets, roundedUp } from '../../src/analysis/budgets/budget-proposal.ts';
import { expandBudgets } from '../../src/analysis/budgets/expand-budgets.ts';
import { BudgetFile } from '../../src/sample/budget.ts';
import type { StepSample } from '../../src/sample/sample.ts';
import { givenUp, record, step } from './record.ts';

const users = 20;

/** Steps of 1 to `count` ms, assigned to the users in turns. */
const counted = (count: number, changes: Partial<StepSample> = {}, among = users) =>
  Array.from({ length: count }, (_, index) =>
    step(index + 1, index * 50, { user: index % among, ...changes }),
  );

for (const [value, up] of [
  [123.4, 130],
  [120, 120],
  [0.1, 0.1],
  [0.0712, 0.072],
  [9.91, 10],
  [1999, 2000],
  [1000.1, 1100],
  [7, 7],
  [0, 0],
] as const) {
  test(`${value} is rounded up to ${up}`, () => expect(roundedUp(value)).toBe(up));
}

test('a limit is the upper bound plus the headroom, rounded up', () => {
  expect(limitAbove(100, 0.2)).toBe(120);
  expect(limitAbove(101, 0.2)).toBe(130);
  expect(limitAbove(100, 0)).toBe(100);
});

test('limits are above the upper bound of the observed values, and the run itself meets them', () => {
  const steps = [...counted(400), ...counted(400, { journey: 'explore', kind: 'navigation' })];
  const { files, leftOut } = proposeBudgets(steps, 0.2);
  expect(leftOut).toEqual([]);
  expect(files.map(({ journey }) => journey)).toEqual(['explore', 'search and refine']);
  for (const { content } of files) expect(BudgetFile.parse(content)).toEqual(content);
  const limits = files[1]?.content.steps?.search?.latencyMs as Record<'p75' | 'p95', number>;
  // The p75 is 300 and the p95 380; their upper bounds cannot be above the slowest step.
  expect(limits.p75).toBeGreaterThan(300 * 1.2);
  expect(limits.p75).toBeLessThanOrEqual(400);
  expect(limits.p95).toBeGreaterThan(380 * 1.2);
  expect(limits.p95).toBeLessThanOrEqual(480);

  const budgets = files.flatMap(({ journey, content }) => expandBudgets(journey, content));
  expect(budgets).toHaveLength(6);
  const judged = analyse(record({ steps, budgets, users })).budgets;
  expect(judged.map(({ outcome }) => outcome)).toEqual(Array(6).fill('pass'));
});

test('without headroom, the run still meets its limits', () => {
  const steps = counted(400);
  const budgets = proposeBudgets(steps, 0).files.flatMap(({ content }) => expandBudgets('mine', content));
  const judged = analyse(record({ steps, budgets, users })).budgets;
  expect(judged.map(({ outcome }) => outcome)).toEqual(['pass', 'pass', 'pass']);
});

test('limits without enough samples are left out, with the reason', () => {
  const few = proposeBudgets(counted(40), 0.2);
  expect(Object.keys(few.files[0]?.content.steps?.search?.latencyMs ?? {})).toEqual(['p75']);
  expect(few.leftOut).toEqual([
    'search and refine › search: no p95, because 40 samples are too few (at least 59 are needed); use a longer run.',
    expect.stringContaining('search and refine: no error rate, because 0 of 40 steps got no answer'),
  ]);

  const lonely = proposeBudgets(counted(400, {}, 1), 0.2);
  expect(lonely.files[0]?.content).not.toHaveProperty('steps');
  expect(lonely.leftOut[0]).toContain('too few users');

  const lost = Array.from({ length: 100 }, (_, index) => ({ ...givenUp(9000, index), user: index % users }));
  const broken = proposeBudgets([...counted(300), ...lost], 0.2);
  expect(broken.leftOut.join()).toContain('no p95, because 100 of 400 steps never got an answer');
});

test('the error rate covers all steps of the journey, and is proposed only if it is surely low', () => {
  const proposed = (steps: StepSample[]) => {
    const { files, leftOut } = proposeBudgets(steps, 0.2);
    return { share: files[0]?.content.groups?.all?.errors?.share, why: leftOut.join() };
  };
  const none = proposed(counted(400)).share as number;
  expect(none).toBeGreaterThan(0);
  expect(none).toBeLessThan(0.02);
  const lost = Array.from({ length: 40 }, (_, index) => ({ ...givenUp(9000, index), user: index % users }));
  const failing = proposed([...counted(360), ...lost]);
  expect(failing.share).toBeUndefined();
  expect(failing.why).toContain('no error rate, because 40 of 400 steps got no answer, and up to 12.7 % may');
  // Ten seconds of a product that fails now and then.
  const short = proposed(counted(30));
  expect(short.share).toBeUndefined();
  expect(short.why).toContain('no error rate, because 0 of 30 steps got no answer, and up to');
});

test('without measurements there are no proposals', () => {
  expect(proposeBudgets([], 0.2)).toEqual({ files: [], leftOut: [] });
});
