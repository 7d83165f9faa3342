import { expect, test } from '@playwright/test';
import { validateExperiment } from '../../../src/analysis/experiment/validate-experiment.ts';

const file = 'experiments/keep-answers.json';
const schema = 'see footfall/schemas/experiment.schema.json';
const known = { workloads: ['compare', 'peak'], advice: ['cache.off', 'database.missing-index'] };
const url = 'http://127.0.0.1:3000/';

function validated(content: unknown) {
  return validateExperiment(file, typeof content === 'string' ? content : JSON.stringify(content), known);
}

const good = { title: 'Answers are kept', why: 'They are asked for again.', variant: { env: { A: 'b' } } };

test('a file with all that there is becomes an experiment', () => {
  const full = {
    $schema: '../schemas/experiment.schema.json',
    ...good,
    cures: ['cache.off'],
    base: { url, command: 'npm start', env: { TARGET_FAULTS: { without: 'no-cache' }, A: '' } },
    variant: {
      url: 'https://localhost:3001/',
      configure: 'deploy',
      env: { A: 'b' },
      query: { ranking: 'cheap' },
    },
    workload: 'peak',
    margin: { percent: 3 },
    answers: 'may differ',
    ignore: ['took'],
  };
  expect(validated(full)).toEqual({ ok: true, experiment: full });
  expect(validated(`\uFEFF${JSON.stringify(good)}`)).toEqual({ ok: true, experiment: good });
});

test('a product that is up already may be told apart by its query', () => {
  expect(validated({ ...good, base: { url }, variant: { url, query: { a: '1' } } }).ok).toBe(true);
});

const withVariant = (variant: unknown) => ({ ...good, variant });

const refused: [string, unknown, string[]][] = [
  [
    'nothing of what it needs',
    {},
    [
      `title must be a text (it is missing); ${schema}`,
      `why must be a text (it is missing); ${schema}`,
      `variant must be an object (it is missing); ${schema}`,
    ],
  ],
  ['a list instead of an object', [], [`the file must be an object (got []); ${schema}`]],
  ['nothing at all', null, [`the file must be an object (got null); ${schema}`]],
  ['a title that is no text', { ...good, title: 5 }, [`title must be a text (got 5); ${schema}`]],
  ['an unknown field', { ...good, varient: {} }, ['varient is an unknown field; did you mean "variant"?']],
  [
    'a field like no other',
    { ...good, hypothesis: 'x' },
    [
      'hypothesis is an unknown field; there are "$schema", "title", "why", "cures", "base", "variant", "workload", "margin", "answers", "ignore"',
    ],
  ],
  [
    'unknown fields of a side',
    { ...good, base: { 'command line': 'x' }, variant: { evn: {} } },
    [
      'base["command line"] is an unknown field; there are "env", "url", "command", "configure", "query"',
      'variant.evn is an unknown field; did you mean "env"?',
    ],
  ],
  ['a side that is a list', withVariant([]), [`variant must be an object (got []); ${schema}`]],
  ['a base that is null', { ...good, base: null }, [`base must be an object (got null); ${schema}`]],
  [
    'a variant that changes nothing',
    withVariant({}),
    ['variant changes nothing; say in it what is different'],
  ],
  [
    'a variable that is a number',
    withVariant({ env: { POOL: 20 } }),
    ['variant.env.POOL must be a text, or a list without an item: {"without": "no-cache"} (got 20)'],
  ],
  [
    'a variable with a misspelt without',
    withVariant({ env: { TARGET_FAULTS: { witout: 'no-cache' } } }),
    [
      'variant.env.TARGET_FAULTS must be a text, or a list without an item: {"without": "no-cache"} (got {"witout":"no-cache"})',
    ],
  ],
  [
    'a variable with more than without',
    withVariant({ env: { TARGET_FAULTS: { without: 'no-cache', withot: 'x' } } }),
    ['variant.env.TARGET_FAULTS.withot is an unknown field; did you mean "without"?'],
  ],
  [
    'a query parameter that is a number',
    withVariant({ url, query: { page: 2 } }),
    [`variant.query.page must be a text (got 2); ${schema}`],
  ],
  [
    'a margin of nothing, and half of one misspelt',
    { ...good, margin: { percent: 0, floor: 5 } },
    ['margin.percent must be above 0 (got 0)', 'margin.floor is an unknown field; did you mean "floorMs"?'],
  ],
  [
    'a margin in words',
    { ...good, margin: { floorMs: '5' } },
    [`margin.floorMs must be a number (got "5"); ${schema}`],
  ],
  [
    'answers of another kind',
    { ...good, answers: 'sane' },
    ['answers is unknown (got "sane"); did you mean "same"?'],
  ],
  [
    'answers that are no word of it',
    { ...good, answers: true },
    ['answers is unknown (got true); there are "same", "may differ"'],
  ],
  [
    'cures that are one text',
    { ...good, cures: 'cache.off' },
    [`cures must be a list (got "cache.off"); ${schema}`],
  ],
  [
    'a cure that is no text',
    { ...good, cures: ['cache.off', 7] },
    [`cures.1 must be a text (got 7); ${schema}`],
  ],
  [
    'cures of unknown advice',
    { ...good, cures: ['cache.of', 'cache.off', 'frontend'] },
    [
      'cures.0 names "cache.of", which is no advice; did you mean "cache.off"?',
      'cures.2 names "frontend", which is no advice; there are "cache.off", "database.missing-index"',
    ],
  ],
  ['an unknown workload', { ...good, workload: 'peek' }, ['workload names "peek"; did you mean "peak"?']],
  [
    'an address that is none',
    withVariant({ url: 'nowhere' }),
    ['variant.url must be an http or https address (got "nowhere"); give one like http://localhost:3000/'],
  ],
  [
    'addresses of other kinds',
    { ...good, base: { url: 'ftp://x/' }, variant: { url: 'javascript:alert(1)' } },
    [
      'base.url must be an http or https address (got "ftp://x/"); give one like http://localhost:3000/',
      'variant.url must be an http or https address (got "javascript:alert(1)"); give one like http://localhost:3000/',
    ],
  ],
  [
    'commands without an address',
    { ...good, base: { command: 'a' }, variant: { command: 'b' } },
    [
      'base.command needs base.url beside it, the address at which it will answer',
      'variant.command needs variant.url beside it, the address at which it will answer',
    ],
  ],
  [
    'variables for what runs already',
    withVariant({ url, env: { POOL: '20' } }),
    [
      'variant.env would reach nobody: what is at variant.url runs already; say with variant.command how to start it',
    ],
  ],
  [
    'several mistakes at once',
    { ...good, why: 1, ignore: 'took' },
    [`why must be a text (got 1); ${schema}`, `ignore must be a list (got "took"); ${schema}`],
  ],
];
for (const [what, content, expected] of refused) {
  test(`${what}: refused by name and place`, () => {
    expect(validated(content)).toEqual({
      ok: false,
      problems: expected.map((problem) => `${file}: ${problem}`),
    });
  });
}

test('an endless value is told by its beginning', () => {
  expect(validated({ ...good, margin: 'x'.repeat(500) })).toEqual({
    ok: false,
    problems: [`${file}: margin must be an object (got "${'x'.repeat(59)}); ${schema}`],
  });
});

test('broken JSON is found in its line', () => {
  expect(validated('{\n  "title": "a"\n  "why": "b"\n}')).toEqual({
    ok: false,
    problems: [`${file}:3:3: broken JSON; "," or "}" should stand here`],
  });
});

test('where there is nothing to name, it says so', () => {
  const nothing = { workloads: [], advice: [] };
  const text = JSON.stringify({ ...good, workload: 'peak', cures: ['cache.off'] });
  expect(validateExperiment(file, text, nothing)).toEqual({
    ok: false,
    problems: [
      `${file}: workload names "peak"; there are none`,
      `${file}: cures.0 names "cache.off", which is no advice; there are none`,
    ],
  });
});
