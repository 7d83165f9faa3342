import { expect, test } from '@playwright/test';
import { validateBudgets } from '../../src/analysis/validate-budgets.ts';
import { outline as kinds } from './sample-run.ts';

const file = 'perf-budgets/search.json';

const outline = Object.fromEntries(
  Object.entries(kinds).map(([journey, steps]) => [journey, Object.keys(steps)]),
);

function problems(content: unknown): string[] {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const result = validateBudgets(file, text, outline);
  return result.ok ? [] : result.problems;
}

const search = (limits: unknown) => ({ journey: 'search and refine', steps: { search: limits } });

test('a good file becomes budgets with stable ids', () => {
  const result = validateBudgets(
    file,
    JSON.stringify({
      $schema: './budget.schema.json',
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
    'a limit in words',
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
    search({ latencyMs: { p96: 5 } }),
    ['steps.search.latencyMs.p96 is an unknown statistic; did you mean "p95"?'],
  ],
  [
    'an unknown group',
    { groups: { querys: {} } },
    ['groups.querys is an unknown group; did you mean "query"?'],
  ],
  [
    'an unknown field',
    { limits: {} },
    ['limits is an unknown field; there are "$schema", "journey", "steps", "groups", "load"'],
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
    'steps of no journey',
    { steps: { search: {} } },
    ['steps needs "journey" beside it; say to which journey they belong'],
  ],
  [
    'a list instead of an object',
    [],
    ['the file must be an object (got []); see perf-budgets/budget.schema.json'],
  ],
  ['no limit at all', {}, ['holds no limit; add one under steps, groups or load']],
  [
    'several mistakes at once',
    search({ latencyMs: { p75: 0, p95: null } }),
    [
      'steps.search.latencyMs.p75 must be above 0 (got 0); give milliseconds, such as 1000',
      'steps.search.latencyMs.p95 must be a number (got null); give milliseconds, such as 1000',
    ],
  ],
];
for (const [what, content, expected] of refused) {
  test(`${what} is refused by name and place`, () => {
    expect(problems(content)).toEqual(expected.map((problem) => `${file}: ${problem}`));
  });
}

const broken: [string, string][] = [
  ['', '1:1: broken JSON; a value should stand here'],
  ['{\n  "journey": "a"\n  "steps": {}\n}', '3:3: broken JSON; "," or "}" should stand here'],
  ['{\n  "journey": \n}', '3:1: broken JSON; a value should stand here'],
  ['{ "a": 1, }', '1:11: broken JSON; a name in double quotes should stand here'],
  ["{ 'a': 1 }", '1:3: broken JSON; a name in double quotes should stand here'],
  ['{ "a" 1 }', '1:7: broken JSON; ":" should stand here'],
  ['{ "a": 01 }', '1:8: broken JSON; a value should stand here'],
  ['{ "a": "b', '1:8: broken JSON; a value should stand here'],
  ['[1, 2', '1:6: broken JSON; "," or "]" should stand here'],
  ['{} {}', '1:4: broken JSON; the end of the file should stand here'],
];
for (const [text, expected] of broken) {
  test(`broken JSON is found: ${JSON.stringify(text)}`, () => {
    expect(() => JSON.parse(text)).toThrow();
    expect(problems(text)).toEqual([`${file}:${expected}`]);
  });
}

test('whatever JSON.parse reads is no broken JSON', () => {
  for (const text of [
    '{"a":[1,-0.5e+3,"\\u00e9\\n",true,null,{}],"b":[]}',
    ' [ ] ',
    '"x"',
    '-0',
    '{"a":{"b":[[],{}]}}',
  ]) {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(problems(text)[0]).not.toContain('broken JSON');
  }
});
