import { expect, test } from '@playwright/test';
import { expandAuditBudgets } from '../../src/analysis/budgets/expand-audit-budgets.ts';
import { expandBudgets } from '../../src/analysis/budgets/expand-budgets.ts';
import { validateAuditBudgets } from '../../src/analysis/budgets/validate-audit-budgets.ts';
import { validateBudgets } from '../../src/analysis/budgets/validate-budgets.ts';
import type { Budget, BudgetFile } from '../../src/sample/budget.ts';

const outline = { find: ['home', 'search', 'open'], browse: ['home', 'pick'] };

/** The expanded budgets, as `id limit`. */
function limits(content: BudgetFile, workload?: string): string[] {
  return expandBudgets('f', content, workload, outline).map(
    ({ id, limit, overBaseline }) => `${id} ${limit ?? JSON.stringify(overBaseline)}`,
  );
}

test('each level of a limit is a budget of its own, with a stable id', () => {
  const budgets = expandBudgets('f', {
    journey: 'find',
    owner: 'search team',
    why: 'it is what we said',
    steps: {
      search: {
        latencyMs: {
          p95: { warn: 1500, fail: 2000, overBaseline: { percent: 10, floor: 20 }, why: 'the promise' },
          'p99.9': 3000,
        },
      },
    },
  });
  const ofFile = { file: 'f', journey: 'find', step: 'search', metric: 'latencyMs', owner: 'search team' };
  const p95 = { ...ofFile, statistic: 'p95', why: 'the promise' };
  expect(budgets).toEqual([
    { id: 'f › search › latencyMs p95', ...p95, limit: 2000 },
    { id: 'f › search › latencyMs p95 (warn)', ...p95, limit: 1500, level: 'warn' },
    {
      id: 'f › search › latencyMs p95 (over the baseline)',
      ...p95,
      overBaseline: { percent: 10, floor: 20 },
    },
    {
      id: 'f › search › latencyMs p99.9',
      ...ofFile,
      statistic: 'p99.9',
      limit: 3000,
      why: 'it is what we said',
    },
  ]);
});

test('the step * matches each step without such a limit of its own', () => {
  expect(
    limits({
      journey: 'find',
      steps: {
        '*': { latencyMs: { p75: 500, mean: 400 }, errors: { share: 0 } },
        search: { latencyMs: { p75: 900 } },
        open: { latencyMs: { mean: null } },
      },
    }),
  ).toEqual([
    'f › home › latencyMs p75 500',
    'f › open › latencyMs p75 500',
    'f › home › latencyMs mean 400',
    'f › search › latencyMs mean 400',
    'f › home › errors share 0',
    'f › search › errors share 0',
    'f › open › errors share 0',
    'f › search › latencyMs p75 900',
  ]);
});

test('the journey * matches all journeys, which then appear in the ids', () => {
  expect(limits({ journey: '*', steps: { home: { lcpMs: { p75: 2500 } } } })).toEqual([
    'f › find › home › lcpMs p75 2500',
    'f › browse › home › lcpMs p75 2500',
  ]);
  expect(
    limits({ journey: '*', steps: { '*': { cls: { max: 0.2 } }, home: { cls: { max: 0.1 } } } }),
  ).toEqual([
    'f › find › search › cls max 0.2',
    'f › find › open › cls max 0.2',
    'f › browse › pick › cls max 0.2',
    'f › find › home › cls max 0.1',
    'f › browse › home › cls max 0.1',
  ]);
  const [group] = expandBudgets('f', { journey: '*', groups: { query: { latencyMs: { p95: 5 } } } });
  expect(group).not.toHaveProperty('journey');
});

test('layers are metrics of their own', () => {
  expect(limits({ groups: { query: { layersMs: { network: { p95: 50 }, engine: { mean: 9 } } } } })).toEqual([
    'f › every query › layersMs.network p95 50',
    'f › every query › layersMs.engine mean 9',
  ]);
});

test('a workload changes, adds and removes single limits', () => {
  const content: BudgetFile = {
    journey: 'find',
    steps: { '*': { latencyMs: { p75: 500 } } },
    groups: { all: { latencyMs: { p95: 2000, p99: 3000 } } },
    load: { activeUsers: { min: 50 } },
    workloads: {
      smoke: {
        steps: { open: { latencyMs: { p75: 700 } }, home: { latencyMs: { p75: null } } },
        groups: { all: { latencyMs: { p99: null, max: 9000 } } },
        load: { activeUsers: { min: 2 } },
      },
    },
  };
  const usual = ['home', 'search', 'open'].map((step) => `f › ${step} › latencyMs p75 500`);
  for (const workload of [undefined, 'peak', 'constructor']) {
    expect(limits(content, workload)).toEqual([
      ...usual,
      'f › every step › latencyMs p95 2000',
      'f › every step › latencyMs p99 3000',
      'f › load › activeUsers min 50',
    ]);
  }
  expect(limits(content, 'smoke')).toEqual([
    'f › search › latencyMs p75 500',
    'f › every step › latencyMs p95 2000',
    'f › load › activeUsers min 2',
    'f › open › latencyMs p75 700',
    'f › every step › latencyMs max 9000',
  ]);
});

test('* matches only journeys that the workload runs', () => {
  const text = JSON.stringify({ journey: '*', steps: { '*': { cls: { max: 0.2 } } } });
  const checked = validateBudgets('f.json', text, outline, { walked: ['browse'] });
  expect(checked.ok && checked.budgets.map(({ id }) => id)).toEqual([
    'f › browse › home › cls max',
    'f › browse › pick › cls max',
  ]);
});

test('limits on a page become budgets for its median run', () => {
  const budgets: Budget[] = expandAuditBudgets('lighthouse', {
    owner: 'web team',
    pages: {
      home: {
        categories: { performance: 0.9 },
        audits: { 'largest-contentful-paint': { fail: 2500, warn: 2000 } },
      },
    },
  });
  const common = { file: 'lighthouse', page: 'home', statistic: 'p50', owner: 'web team' };
  const paint = 'audits.largest-contentful-paint';
  expect(budgets).toEqual([
    {
      id: 'lighthouse › home page › categories.performance p50',
      metric: 'categories.performance',
      ...common,
      limit: 0.9,
    },
    { id: `lighthouse › home page › ${paint} p50`, metric: paint, ...common, limit: 2500 },
    {
      id: `lighthouse › home page › ${paint} p50 (warn)`,
      metric: paint,
      ...common,
      limit: 2000,
      level: 'warn',
    },
  ]);
});

const refusedPages: [string, unknown, string[]][] = [
  [
    'an unknown page',
    { pages: { hoem: { audits: { interactive: 5 } } } },
    ['pages.hoem is an unknown page; did you mean "home"?'],
  ],
  [
    'an unknown category',
    { pages: { home: { categories: { perfomance: 0.9 } } } },
    ['pages.home.categories.perfomance is an unknown category; did you mean "performance"?'],
  ],
  [
    'a score above 1',
    { pages: { home: { categories: { performance: 90 } } } },
    ['pages.home.categories.performance must be at most 1 (got 90); give a score from 0 to 1, such as 0.9'],
  ],
  [
    'a negative audit limit',
    { pages: { home: { audits: { interactive: -1 } } } },
    [
      'pages.home.audits.interactive must be above 0 (got -1); give a number in the unit of "interactive", such as 2500 for 2.5 s',
    ],
  ],
  [
    'a warning on the wrong side',
    { pages: { home: { categories: { performance: { warn: 0.8, fail: 0.9 } } } } },
    [
      'pages.home.categories.performance.warn must be above fail (got warn 0.8 and fail 0.9); a warning comes before the failure',
    ],
  ],
  [
    'a baseline',
    { pages: { home: { audits: { interactive: { overBaseline: { percent: 5, floor: 50 } } } } } },
    [
      'pages.home.audits.interactive.overBaseline cannot be evaluated: a baseline contains no audits; use fail or warn',
    ],
  ],
  ['no limit', { pages: { home: {} } }, ['contains no limit; add one under pages']],
  ['no pages', {}, ['pages must be an object (it is missing); see footfall/schemas/lighthouse.schema.json']],
];
for (const [what, content, expected] of refusedPages) {
  test(`${what} in lighthouse.json is rejected with its name and path`, () => {
    const result = validateAuditBudgets('lighthouse.json', JSON.stringify(content));
    expect(result.ok ? [] : result.problems).toEqual(
      expected.map((problem) => `lighthouse.json: ${problem}`),
    );
  });
}
