import { expect, test } from '@playwright/test';
import { whyUnchanged } from '../../../src/analysis/experiment/unchanged.ts';
import { whyNotTuned } from '../../../src/analysis/experiment/why-not-tuned.ts';
import type { Experiment, ExperimentSide } from '../../../src/sample/experiment.ts';

type Sides = Pick<Experiment, 'base' | 'variant'>;

const faultless = (name: string): ExperimentSide => ({ env: { TARGET_FAULTS: { without: name } } });
const url = 'http://127.0.0.1:3000/';

const differ: [string, Sides, Record<string, string>][] = [
  [
    'an existing item is removed',
    { variant: faultless('no-cache') },
    { TARGET_FAULTS: 'slow-ranking,no-cache' },
  ],
  [
    'an item with a value is removed',
    { variant: faultless('tiny-cache') },
    { TARGET_FAULTS: 'tiny-cache=5' },
  ],
  ['a variable gets a value', { variant: { env: { POOL: '20' } } }, {}],
  ['a variable gets a different value', { variant: { env: { POOL: '20' } } }, { POOL: '5' }],
  ['a variable is emptied', { variant: { env: { POOL: '' } } }, { POOL: '5' }],
  [
    'the base has a value that the variant does not have',
    { base: { env: { POOL: '5' } }, variant: { env: {} } },
    {},
  ],
  [
    'each side has its own value',
    { base: { env: { POOL: '5' } }, variant: { env: { POOL: '20' } } },
    { POOL: '20' },
  ],
  ['two addresses', { base: { url }, variant: { url: 'http://127.0.0.1:3001/' } }, {}],
  ['two commands', { base: { url, command: 'a' }, variant: { url, command: 'b' } }, {}],
  ['two configurations', { base: { url, configure: 'a' }, variant: { url } }, {}],
  ['two queries', { base: { url }, variant: { url, query: { ranking: 'cheap' } } }, {}],
];
for (const [what, sides, set] of differ) {
  test(`${what}: the sides differ`, () => {
    expect(whyUnchanged(sides, set)).toBeUndefined();
  });
}

const alike: [string, Sides, Record<string, string>, string][] = [
  [
    'an item that is not in a list with spaces',
    { variant: faultless('no-cache') },
    { TARGET_FAULTS: 'slow-ranking, tiny-cache=5' },
    'TARGET_FAULTS has no item "no-cache"',
  ],
  [
    'an item that is not in the list',
    { variant: faultless('no-cache') },
    { TARGET_FAULTS: 'slow-ranking' },
    'TARGET_FAULTS has no item "no-cache"',
  ],
  [
    'an item of a list that is not set',
    { variant: faultless('no-cache') },
    {},
    'TARGET_FAULTS has no item "no-cache"',
  ],
  [
    'two items that are not in their lists',
    { variant: { env: { A: { without: 'x' }, B: { without: 'y' } } } },
    {},
    'A has no item "x", B has no item "y"',
  ],
  [
    'a value that is already set',
    { variant: { env: { POOL: '20' } } },
    { POOL: '20' },
    'base and variant are the same',
  ],
  [
    'an empty value for a variable that is not set',
    { variant: { env: { POOL: '' } } },
    {},
    'base and variant are the same',
  ],
  [
    'the same value on both sides',
    { base: { env: { POOL: '20' } }, variant: { env: { POOL: '20' } } },
    {},
    'base and variant are the same',
  ],
  [
    'the same item removed on both sides',
    { base: faultless('no-cache'), variant: faultless('no-cache') },
    { TARGET_FAULTS: 'no-cache' },
    'base and variant are the same',
  ],
  ['the same address', { base: { url }, variant: { url } }, {}, 'base and variant are the same'],
  [
    'the same query in another order',
    { base: { url, query: { a: '1', b: '2' } }, variant: { url, query: { b: '2', a: '1' } } },
    {},
    'base and variant are the same',
  ],
  ['nothing at all', { variant: { env: {} } }, { POOL: '5' }, 'base and variant are the same'],
];
for (const [what, sides, set, why] of alike) {
  test(`${what}: the sides are the same, with the reason`, () => {
    expect(whyUnchanged(sides, set)).toBe(why);
  });
}

test('changes of variables only can be tuned with', () => {
  expect(whyNotTuned({ variant: faultless('no-cache') }, { TARGET_FAULTS: 'no-cache' })).toBeUndefined();
  const views = { base: { env: { VIEWS: '0' } }, variant: { env: { VIEWS: '10' } } };
  expect(whyNotTuned(views, { VIEWS: '0' })).toBeUndefined();
  // An empty variable counts as not set.
  expect(whyNotTuned({ ...views, base: { env: { VIEWS: '' } } }, {})).toBeUndefined();
});

const own: Sides[] = [
  { variant: { url, command: 'npm start' } },
  { variant: { configure: 'vespa deploy' } },
  { variant: { query: { ranking: 'cheap' } } },
  { base: { url }, variant: { env: { POOL: '20' } } },
];
for (const sides of own) {
  test(`${JSON.stringify(sides)} cannot be tuned with`, () => {
    expect(whyNotTuned(sides, {})).toBe(
      'It uses its own address, command or query, which cannot be combined with the changes kept so far; try it with `footfall experiment`.',
    );
  });
}

test('a base that differs from the run cannot be tuned with', () => {
  const views = { base: { env: { VIEWS: '0' } }, variant: { env: { VIEWS: '10' } } };
  expect(whyNotTuned(views, { VIEWS: '3' })).toBe('It starts with VIEWS set to “0”, but the run had “3”.');
  expect(whyNotTuned(views, {})).toBe('It starts with VIEWS set to “0”, but the run had nothing.');
  const empty = { base: { env: { VIEWS: '' } }, variant: { env: { VIEWS: '10' } } };
  expect(whyNotTuned(empty, { VIEWS: '3' })).toBe(
    'It starts with VIEWS set to nothing, but the run had “3”.',
  );
});

test('an experiment that would change nothing is not tried', () => {
  expect(whyNotTuned({ variant: faultless('no-cache') }, { TARGET_FAULTS: 'slow-ranking' })).toBe(
    'It would change nothing: TARGET_FAULTS has no item "no-cache".',
  );
  expect(whyNotTuned({ variant: { env: { POOL: '20' } } }, { POOL: '20' })).toBe(
    'It would change nothing: base and variant are the same.',
  );
});
