import { expect, test } from '@playwright/test';
import { validateBudgets } from '../../src/analysis/budgets/validate-budgets.ts';
import { outline as kinds } from './sample-run.ts';

const file = 'perf-budgets/search.json';

const outline = Object.fromEntries(
  Object.entries(kinds).map(([journey, steps]) => [journey, Object.keys(steps)]),
);

function problems(content: unknown): string[] {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const result = validateBudgets(file, text, outline, { workloads: ['peak', 'smoke'] });
  return result.ok ? [] : result.problems;
}

const search = (limits: unknown) => ({ journey: 'search and refine', steps: { search: limits } });

test('a good file becomes budgets with stable ids', () => {
  const result = validateBudgets(
    file,
    JSON.stringify({
      $schema: '../schemas/budget.schema.json',
      ...search({ latencyMs: { p75: 1000 }, errors: { share: 0 } }),
      groups: { query: { latencyMs: { p99: 3000 } } },
      load: { activeUsers: { min: 50 } },
    }),
    outline,
  );
  expect(result.ok && result.budgets).toEqual([
    {
      id: 'search › search › latencyMs p75',
      file: 'search',
      journey: 'search and refine',
      step: 'search',
      metric: 'latencyMs',
      statistic: 'p75',
      limit: 1000,
    },
    {
      id: 'search › search › errors share',
      file: 'search',
      journey: 'search and refine',
      step: 'search',
      metric: 'errors',
      statistic: 'share',
      limit: 0,
    },
    {
      id: 'search › every query › latencyMs p99',
      file: 'search',
      journey: 'search and refine',
      group: 'query',
      metric: 'latencyMs',
      statistic: 'p99',
      limit: 3000,
    },
    {
      id: 'search › load › activeUsers min',
      file: 'search',
      metric: 'activeUsers',
      statistic: 'min',
      limit: 50,
    },
  ]);
});

const refused: [string, unknown, string[]][] = [
  [
    'a negative limit',
    search({ latencyMs: { p95: -5 } }),
    ['steps.search.latencyMs.p95 must be above 0 (got -5); give milliseconds, such as 1000'],
  ],
  [
    'a limit as a string',
    search({ latencyMs: { p95: '1 s' } }),
    ['steps.search.latencyMs.p95 must be a number (got "1 s"); give milliseconds, such as 1000'],
  ],
  [
    'a share above 1',
    search({ errors: { share: 5 } }),
    [
      'steps.search.errors.share must be at most 1 (got 5); give a share from 0 to 1, such as 0.001 for 0.1 %',
    ],
  ],
  [
    'an unknown metric',
    search({ latency: { p95: 5 } }),
    ['steps.search.latency is an unknown metric; did you mean "latencyMs"?'],
  ],
  [
    'an unknown statistic',
    search({ latencyMs: { p95x: 5, median: 3 } }),
    [
      'steps.search.latencyMs.p95x is an unknown statistic; did you mean "p95"?',
      'steps.search.latencyMs.median is an unknown statistic; did you mean "mean"?',
    ],
  ],
  [
    'a percentile outside the range',
    search({ latencyMs: { p101: 5, p100: 5, p0: 5 } }),
    [
      'steps.search.latencyMs.p101 is not a percentile; use one above p0 and below p100, such as p95 or p99.9',
      'steps.search.latencyMs.p100 is not a percentile; use one above p0 and below p100, such as p95 or p99.9, or max for the highest value',
      'steps.search.latencyMs.p0 is not a percentile; use one above p0 and below p100, such as p95 or p99.9',
    ],
  ],
  [
    'a negative percentile',
    search({ latencyMs: { 'p-5': 5 } }),
    ['steps.search.latencyMs.p-5 is not a percentile; use one above p0 and below p100, such as p95 or p99.9'],
  ],
  [
    'an unknown level',
    search({ latencyMs: { p95: { fial: 5 } } }),
    ['steps.search.latencyMs.p95.fial is an unknown level; did you mean "fail"?'],
  ],
  [
    'a wrong level',
    search({ cls: { p75: { fail: '0.1', warn: 0 } } }),
    [
      'steps.search.cls.p75.fail must be a number (got "0.1"); give a score, such as 0.1',
      'steps.search.cls.p75.warn must be above 0 (got 0); give a score, such as 0.1',
    ],
  ],
  [
    'a limit without a level',
    search({ latencyMs: { p95: { why: 'I say so' } } }),
    ['steps.search.latencyMs.p95 has no limit; add fail, warn or overBaseline'],
  ],
  [
    'an owner that is not a string',
    search({ latencyMs: { p95: { fail: 5, owner: 7 } } }),
    ['steps.search.latencyMs.p95.owner must be a string (got 7); see footfall/schemas/budget.schema.json'],
  ],
  [
    'a warning after the failure',
    {
      ...search({ latencyMs: { p95: { warn: 500, fail: 500 } } }),
      load: { activeUsers: { min: { warn: 40, fail: 50 } } },
    },
    [
      'steps.search.latencyMs.p95.warn must be below fail (got warn 500 and fail 500); a warning comes before the failure',
      'load.activeUsers.min.warn must be above fail (got warn 40 and fail 50); a warning comes before the failure',
    ],
  ],
  [
    'an incomplete overBaseline',
    search({ latencyMs: { p95: { overBaseline: { percent: -10, flor: 5 } } } }),
    [
      'steps.search.latencyMs.p95.overBaseline.percent must be above 0 (got -10); give a percentage, such as 10',
      'steps.search.latencyMs.p95.overBaseline.floor must be a number (it is missing); give milliseconds, such as 1000',
      'steps.search.latencyMs.p95.overBaseline.flor is an unknown part; did you mean "floor"?',
    ],
  ],
  [
    'a baseline for a statistic without an interval',
    search({ latencyMs: { max: { overBaseline: { percent: 10, floor: 5 } } } }),
    [
      'steps.search.latencyMs.max.overBaseline cannot be evaluated: a maximum has no confidence interval; use a percentile or mean',
    ],
  ],
  [
    'an unknown layer',
    search({ layersMs: { netwrok: { p95: 50 }, engine: { p95: 50 } } }),
    ['steps.search.layersMs.netwrok is an unknown layer; did you mean "network"?'],
  ],
  [
    'an unknown workload, and mistakes in one',
    { workloads: { smok: { groups: { query: { latencyMs: { p101: 5 } } } } } },
    [
      'workloads.smok is an unknown workload; did you mean "smoke"?',
      'workloads.smok.groups.query.latencyMs.p101 is not a percentile; use one above p0 and below p100, such as p95 or p99.9',
    ],
  ],
  [
    'an unknown word in a workload',
    { workloads: { smoke: { group: {}, groups: { al: {} } } } },
    [
      'workloads.smoke.groups.al is an unknown group; did you mean "all"?',
      'workloads.smoke.group is an unknown field; did you mean "groups"?',
    ],
  ],
  [
    'a step that is in no journey',
    { journey: '*', steps: { serch: { latencyMs: { p75: 5 } } } },
    ['steps.serch is an unknown step; did you mean "search"?'],
  ],
  [
    'an unknown group',
    { groups: { querys: {} } },
    ['groups.querys is an unknown group; did you mean "query"?'],
  ],
  [
    'an unknown field',
    { limits: {} },
    [
      'limits is an unknown field; there are "$schema", "journey", "owner", "why", "steps", "groups", "load", "workloads"',
    ],
  ],
  [
    'an unknown journey',
    { journey: 'serach and refine' },
    ['journey "serach and refine" is unknown; did you mean "search and refine"?'],
  ],
  [
    'an unknown step',
    { journey: 'search and refine', steps: { 'open result': { cls: { p75: 0.1 } } } },
    ['steps["open result"] is an unknown step of "search and refine"; did you mean "open a result"?'],
  ],
  [
    'steps without a journey',
    { steps: { search: {} } },
    ['steps needs "journey" next to it; add the journey that the steps belong to'],
  ],
  [
    'a list instead of an object',
    [],
    ['the file must be an object (got []); see footfall/schemas/budget.schema.json'],
  ],
  ['no limit at all', {}, ['contains no limit; add one under steps, groups or load']],
  [
    'several mistakes at once',
    search({ latencyMs: { p75: 0, p95: [] } }),
    [
      'steps.search.latencyMs.p75 must be above 0 (got 0); give milliseconds, such as 1000',
      'steps.search.latencyMs.p95 must be a number (got []); give milliseconds, such as 1000',
    ],
  ],
];
for (const [what, content, expected] of refused) {
  test(`${what} is rejected with its name and path`, () => {
    expect(problems(content)).toEqual(expected.map((problem) => `${file}: ${problem}`));
  });
}

const broken: [string, string][] = [
  ['', '1:1: invalid JSON; expected a value'],
  ['{\n  "journey": "a"\n  "steps": {}\n}', '3:3: invalid JSON; expected "," or "}"'],
  ['{\n  "journey": \n}', '3:1: invalid JSON; expected a value'],
  ['{ "a": 1, }', '1:11: invalid JSON; expected a name in double quotes'],
  ["{ 'a': 1 }", '1:3: invalid JSON; expected a name in double quotes'],
  ['{ "a" 1 }', '1:7: invalid JSON; expected ":"'],
  ['{ "a": 01 }', '1:8: invalid JSON; expected a value'],
  ['{ "a": "b', '1:8: invalid JSON; expected a value'],
  ['[1, 2', '1:6: invalid JSON; expected "," or "]"'],
  ['{} {}', '1:4: invalid JSON; expected the end of the file'],
];
for (const [text, expected] of broken) {
  test(`invalid JSON is found: ${JSON.stringify(text)}`, () => {
    expect(() => JSON.parse(text)).toThrow();
    expect(problems(text)).toEqual([`${file}:${expected}`]);
  });
}

test('JSON that JSON.parse accepts is not invalid', () => {
  for (const text of [
    '{"a":[1,-0.5e+3,"\\u00e9\\n",true,null,{}],"b":[]}',
    ' [ ] ',
    '"x"',
    '-0',
    '{"a":{"b":[[],{}]}}',
  ]) {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(problems(text)[0]).not.toContain('invalid JSON');
  }
});
