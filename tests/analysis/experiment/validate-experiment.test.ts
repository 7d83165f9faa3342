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

test('a file with every field becomes an experiment', () => {
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

test('the sides of a running product may differ by their query only', () => {
  expect(validated({ ...good, base: { url }, variant: { url, query: { a: '1' } } }).ok).toBe(true);
});

const withVariant = (variant: unknown) => ({ ...good, variant });

const refused: [string, unknown, string[]][] = [
  [
    'no required field',
    {},
    [
      `title must be a string (it is missing); ${schema}`,
      `why must be a string (it is missing); ${schema}`,
      `variant must be an object (it is missing); ${schema}`,
    ],
  ],
  ['an array instead of an object', [], [`the file must be an object (got []); ${schema}`]],
  ['null', null, [`the file must be an object (got null); ${schema}`]],
  ['a title that is not a string', { ...good, title: 5 }, [`title must be a string (got 5); ${schema}`]],
  ['an unknown field', { ...good, varient: {} }, ['varient is an unknown field; did you mean "variant"?']],
  [
    'an unknown field without a similar one',
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
  ['a side that is an array', withVariant([]), [`variant must be an object (got []); ${schema}`]],
  ['a base that is null', { ...good, base: null }, [`base must be an object (got null); ${schema}`]],
  ['a variant that changes nothing', withVariant({}), ['variant changes nothing; add what is different']],
  [
    'a variable that is a number',
    withVariant({ env: { POOL: 20 } }),
    ['variant.env.POOL must be a string, or remove an item from a list: {"without": "no-cache"} (got 20)'],
  ],
  [
    'a variable with a misspelt without',
    withVariant({ env: { TARGET_FAULTS: { witout: 'no-cache' } } }),
    [
      'variant.env.TARGET_FAULTS must be a string, or remove an item from a list: {"without": "no-cache"} (got {"witout":"no-cache"})',
    ],
  ],
  [
    'a variable with another field besides without',
    withVariant({ env: { TARGET_FAULTS: { without: 'no-cache', withot: 'x' } } }),
    ['variant.env.TARGET_FAULTS.withot is an unknown field; did you mean "without"?'],
  ],
  [
    'a query parameter that is a number',
    withVariant({ url, query: { page: 2 } }),
    [`variant.query.page must be a string (got 2); ${schema}`],
  ],
  [
    'a margin of zero, with a misspelt field',
    { ...good, margin: { percent: 0, floor: 5 } },
    ['margin.percent must be above 0 (got 0)', 'margin.floor is an unknown field; did you mean "floorMs"?'],
  ],
  [
    'a margin that is a string',
    { ...good, margin: { floorMs: '5' } },
    [`margin.floorMs must be a number (got "5"); ${schema}`],
  ],
  [
    'a misspelt value of answers',
    { ...good, answers: 'sane' },
    ['answers has an unknown value (got "sane"); did you mean "same"?'],
  ],
  [
    'answers that is not a string',
    { ...good, answers: true },
    ['answers has an unknown value (got true); there are "same", "may differ"'],
  ],
  [
    'cures that is a string',
    { ...good, cures: 'cache.off' },
    [`cures must be an array (got "cache.off"); ${schema}`],
  ],
  [
    'a cure that is not a string',
    { ...good, cures: ['cache.off', 7] },
    [`cures.1 must be a string (got 7); ${schema}`],
  ],
  [
    'cures of unknown advice',
    { ...good, cures: ['cache.of', 'cache.off', 'frontend'] },
    [
      'cures.0 is "cache.of", which is not an advice id; did you mean "cache.off"?',
      'cures.2 is "frontend", which is not an advice id; there are "cache.off", "database.missing-index"',
    ],
  ],
  [
    'an unknown workload',
    { ...good, workload: 'peek' },
    ['workload "peek" is unknown; did you mean "peak"?'],
  ],
  [
    'an invalid URL',
    withVariant({ url: 'nowhere' }),
    ['variant.url must be an http or https URL (got "nowhere"); give one like http://localhost:3000/'],
  ],
  [
    'URLs with other protocols',
    { ...good, base: { url: 'ftp://x/' }, variant: { url: 'javascript:alert(1)' } },
    [
      'base.url must be an http or https URL (got "ftp://x/"); give one like http://localhost:3000/',
      'variant.url must be an http or https URL (got "javascript:alert(1)"); give one like http://localhost:3000/',
    ],
  ],
  [
    'commands without a URL',
    { ...good, base: { command: 'a' }, variant: { command: 'b' } },
    [
      'base.command also needs base.url, the address at which the product will answer',
      'variant.command also needs variant.url, the address at which the product will answer',
    ],
  ],
  [
    'variables for a product that is already running',
    withVariant({ url, env: { POOL: '20' } }),
    [
      'variant.env would have no effect: the product at variant.url is already running; add variant.command to start it',
    ],
  ],
  [
    'several mistakes at once',
    { ...good, why: 1, ignore: 'took' },
    [`why must be a string (got 1); ${schema}`, `ignore must be an array (got "took"); ${schema}`],
  ],
];
for (const [what, content, expected] of refused) {
  test(`${what}: rejected with the path and what to do`, () => {
    expect(validated(content)).toEqual({
      ok: false,
      problems: expected.map((problem) => `${file}: ${problem}`),
    });
  });
}

test('a very long value is shortened in the message', () => {
  expect(validated({ ...good, margin: 'x'.repeat(500) })).toEqual({
    ok: false,
    problems: [`${file}: margin must be an object (got "${'x'.repeat(59)}); ${schema}`],
  });
});

test('broken JSON is reported with its line', () => {
  expect(validated('{\n  "title": "a"\n  "why": "b"\n}')).toEqual({
    ok: false,
    problems: [`${file}:3:3: invalid JSON; expected "," or "}"`],
  });
});

test('the message says so if there are no names to choose from', () => {
  const nothing = { workloads: [], advice: [] };
  const text = JSON.stringify({ ...good, workload: 'peak', cures: ['cache.off'] });
  expect(validateExperiment(file, text, nothing)).toEqual({
    ok: false,
    problems: [
      `${file}: workload "peak" is unknown; there are none`,
      `${file}: cures.0 is "cache.off", which is not an advice id; there are none`,
    ],
  });
});
