import { expect, test } from '@playwright/test';
import { whyUnchanged } from '../../../src/analysis/experiment/unchanged.ts';
import { whyNotTuned } from '../../../src/analysis/experiment/why-not-tuned.ts';
import type { Experiment, ExperimentSide } from '../../../src/sample/experiment.ts';

type Sides = Pick<Experiment, 'base' | 'variant'>;

const faultless = (name: string): ExperimentSide => ({ env: { TARGET_FAULTS: { without: name } } });
const url = 'http://127.0.0.1:3000/';

const differ: [string, Sides, Record<string, string>][] = [
  [
    'an item that is there is taken out',
    { variant: faultless('no-cache') },
    { TARGET_FAULTS: 'slow-ranking,no-cache' },
  ],
  [
    'an item with a value is taken out',
    { variant: faultless('tiny-cache') },
    { TARGET_FAULTS: 'tiny-cache=5' },
  ],
  ['a variable gets a value', { variant: { env: { POOL: '20' } } }, {}],
  ['a variable gets another value', { variant: { env: { POOL: '20' } } }, { POOL: '5' }],
  ['a variable is emptied', { variant: { env: { POOL: '' } } }, { POOL: '5' }],
  [
    'the base has a value that the variant has not',
    { base: { env: { POOL: '5' } }, variant: { env: {} } },
    {},
  ],
  [
    'both have a value each',
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
    'an item that is not there, of a list with blanks',
    { variant: faultless('no-cache') },
    { TARGET_FAULTS: 'slow-ranking, tiny-cache=5' },
    'TARGET_FAULTS has no item "no-cache"',
  ],
  [
    'an item that is not there',
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
    'two items that are not there',
    { variant: { env: { A: { without: 'x' }, B: { without: 'y' } } } },
    {},
    'A has no item "x", B has no item "y"',
  ],
  [
    'a value that is set already',
    { variant: { env: { POOL: '20' } } },
    { POOL: '20' },
    'base and variant are the same',
  ],
  [
    'an empty value of what is not set',
    { variant: { env: { POOL: '' } } },
    {},
    'base and variant are the same',
  ],
  [
    'one value on both sides',
    { base: { env: { POOL: '20' } }, variant: { env: { POOL: '20' } } },
    {},
    'base and variant are the same',
  ],
  [
    'one item out of both',
    { base: faultless('no-cache'), variant: faultless('no-cache') },
    { TARGET_FAULTS: 'no-cache' },
    'base and variant are the same',
  ],
  ['one address', { base: { url }, variant: { url } }, {}, 'base and variant are the same'],
  [
    'one query in another order',
    { base: { url, query: { a: '1', b: '2' } }, variant: { url, query: { b: '2', a: '1' } } },
    {},
    'base and variant are the same',
  ],
  ['nothing at all', { variant: { env: {} } }, { POOL: '5' }, 'base and variant are the same'],
];
for (const [what, sides, set, why] of alike) {
  test(`${what}: the sides are the same, and it says why`, () => {
    expect(whyUnchanged(sides, set)).toBe(why);
  });
}

test('variables alone can be put on top of what is set', () => {
  expect(whyNotTuned({ variant: faultless('no-cache') }, { TARGET_FAULTS: 'no-cache' })).toBeUndefined();
  const views = { base: { env: { VIEWS: '0' } }, variant: { env: { VIEWS: '10' } } };
  expect(whyNotTuned(views, { VIEWS: '0' })).toBeUndefined();
  // An empty variable is none.
  expect(whyNotTuned({ ...views, base: { env: { VIEWS: '' } } }, {})).toBeUndefined();
});

const own: Sides[] = [
  { variant: { url, command: 'npm start' } },
  { variant: { configure: 'vespa deploy' } },
  { variant: { query: { ranking: 'cheap' } } },
  { base: { url }, variant: { env: { POOL: '20' } } },
];
for (const sides of own) {
  test(`${JSON.stringify(sides)} is nothing to tune with`, () => {
    expect(whyNotTuned(sides, {})).toBe(
      'It is about a product of its own address, command or query, which cannot be put on top of what is kept; try it with `footfall experiment`.',
    );
  });
}

test('a base that the run did not have is no base', () => {
  const views = { base: { env: { VIEWS: '0' } }, variant: { env: { VIEWS: '10' } } };
  expect(whyNotTuned(views, { VIEWS: '3' })).toBe('It begins with VIEWS set to “0”, and the run had “3”.');
  expect(whyNotTuned(views, {})).toBe('It begins with VIEWS set to “0”, and the run had nothing.');
  const empty = { base: { env: { VIEWS: '' } }, variant: { env: { VIEWS: '10' } } };
  expect(whyNotTuned(empty, { VIEWS: '3' })).toBe(
    'It begins with VIEWS set to nothing, and the run had “3”.',
  );
});

test('what would change nothing is not tried', () => {
  expect(whyNotTuned({ variant: faultless('no-cache') }, { TARGET_FAULTS: 'slow-ranking' })).toBe(
    'It would change nothing: TARGET_FAULTS has no item "no-cache".',
  );
  expect(whyNotTuned({ variant: { env: { POOL: '20' } } }, { POOL: '20' })).toBe(
    'It would change nothing: base and variant are the same.',
  );
});
