import { expect, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { MisfitSample, StepSample } from '../../src/sample/sample.ts';
import { budget, record, releasedAt, steadyStartAt, step } from './record.ts';

/** 200 steps of 20 users, 100 ms each; the first `count` are changed. */
const stepsOf = (count: number, change: Partial<StepSample>): StepSample[] =>
  Array.from({ length: 200 }, (_, index) =>
    step(100, Math.floor(index / 20) * 1000, { user: index % 20, ...(index < count && change) }),
  );

const misfits = (count: number): MisfitSample[] =>
  Array.from({ length: count }, (_, index) => ({
    type: 'misfit',
    user: index,
    journey: 'search and refine',
    step: 'search',
    kind: 'query',
    phase: 'steady',
    at: steadyStartAt + index * 100,
    message: 'nothing matches .hit',
  }));

function analysed(limit: number, steps: StepSample[], more: MisfitSample[] = []) {
  const made = record({ steps, budgets: [budget({ limit })], users: 20 });
  return analyse({ ...made, samples: [...made.samples, ...more] });
}

const outcome = (limit: number, steps: StepSample[], more: MisfitSample[] = []) =>
  analysed(limit, steps, more).budgets[0]?.outcome;

test('more than 2 % of doubtful steps decide no budget that they would meet', () => {
  const doubts: StepSample['doubts'] = ['changed again'];
  expect(outcome(500, stepsOf(4, { doubts }))).toBe('pass');
  const analysis = analysed(500, stepsOf(5, { doubts }));
  expect(analysis.budgets[0]).toMatchObject({
    outcome: 'inconclusive',
    reason: expect.stringContaining('5 of 200 steps may have been timed wrongly'),
  });
  expect(analysis.doubtful).toEqual([
    {
      journey: 'search and refine',
      step: 'search',
      samples: 200,
      doubtful: 5,
      reasons: [{ doubt: 'changed again', count: 5 }],
    },
  ]);
  expect(renderMarkdown(analysis)).toContain(
    'may have been timed wrongly in 5 of 200 steps: what it waited for',
  );
});

test('a budget that is missed by steps which ended too early stays missed', () => {
  expect(outcome(50, stepsOf(200, { doubts: ['changed again', 'request open'] }))).toBe('fail');
  // A replaced clock may be wrong in either direction.
  expect(outcome(50, stepsOf(200, { doubts: ['natives replaced'] }))).toBe('inconclusive');
});

test('a journey that does not fit the page is no error of the product, and passes no budget', () => {
  const steps = stepsOf(0, {});
  expect(outcome(500, steps, misfits(4))).toBe('pass');
  const analysis = analysed(500, steps, misfits(20));
  expect(analysis.budgets[0]?.outcome).toBe('inconclusive');
  expect(analysis.steps[0]).toMatchObject({ samples: 200, errors: 0 });
  expect(analysis.errors).toEqual([]);
  expect(analysis.misfits).toEqual([
    { journey: 'search and refine', step: 'search', message: 'nothing matches .hit', count: 20 },
  ]);
  expect(renderMarkdown(analysis)).toContain('does not fit the page (20 ×): nothing matches .hit');
  // In the ramp-up, it is as little judged as a step; but the first one may have been there.
  const early = misfits(20).map((one) => ({ ...one, phase: 'ramp' as const, at: releasedAt }));
  const pictured = early.map((one, index) => (index === 0 ? { ...one, picture: 'misfits/1.jpg' } : one));
  expect(renderMarkdown(analysed(500, steps, [...pictured, ...misfits(20)]))).toContain('misfits/1.jpg');
  expect(analysed(500, steps, early).misfits).toBeUndefined();
});
