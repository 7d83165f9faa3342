import { expect, test } from '@playwright/test';
import { changedVariables, hasItem, isSet } from '../../../src/analysis/experiment/variables.ts';

const without = (name: string) => ({ TARGET_FAULTS: { without: name } });

const lists: [list: string | undefined, name: string, left: string][] = [
  ['no-cache', 'no-cache', ''],
  ['no-cache,slow-ranking', 'no-cache', 'slow-ranking'],
  ['slow-ranking,no-cache', 'no-cache', 'slow-ranking'],
  ['tiny-cache=5,no-cache', 'tiny-cache', 'no-cache'],
  [' no-cache , tiny-cache = 5 ,slow-ranking=30', 'tiny-cache', 'no-cache,slow-ranking=30'],
  ['no-cache,slow-ranking,no-cache', 'no-cache', 'slow-ranking'],
  // A name does not match a longer one.
  ['no-cache-at-all', 'no-cache', 'no-cache-at-all'],
  ['no-cache', 'tiny-cache', 'no-cache'],
  ['', 'no-cache', ''],
  [undefined, 'no-cache', ''],
  [',no-cache,,', 'no-cache', ''],
];
for (const [list, name, left] of lists) {
  test(`${JSON.stringify(list)} without ${name} is ${JSON.stringify(left)}`, () => {
    expect(changedVariables({ TARGET_FAULTS: list }, without(name))).toEqual({ TARGET_FAULTS: left });
  });
}

test('a string replaces the value that is set, and only changed variables are returned', () => {
  const set = { POOL: '5', OTHER: 'x', TARGET_FAULTS: 'no-cache' };
  expect(changedVariables(set, { POOL: '20', NEW: '' })).toEqual({ POOL: '20', NEW: '' });
  expect(changedVariables(set, { POOL: '20', ...without('no-cache') })).toEqual({
    POOL: '20',
    TARGET_FAULTS: '',
  });
  expect(changedVariables(set)).toEqual({});
});

test('an item is identified by its name, with or without a value', () => {
  expect(hasItem('no-cache,tiny-cache=5', 'tiny-cache')).toBe(true);
  expect(hasItem(' tiny-cache = 5', 'tiny-cache')).toBe(true);
  expect(hasItem('no-cache', 'no-cache')).toBe(true);
  expect(hasItem('no-cache-at-all', 'no-cache')).toBe(false);
  expect(hasItem('slow=no-cache', 'no-cache')).toBe(false);
  expect(hasItem('', 'no-cache')).toBe(false);
  expect(hasItem(undefined, 'no-cache')).toBe(false);
});

test('a variable that is not set equals an empty one', () => {
  expect(isSet({ A: '1', B: '2' }, { A: '1' })).toBe(true);
  expect(isSet({ A: '1' }, { A: '1', B: '' })).toBe(true);
  expect(isSet({ A: '' }, { A: '' })).toBe(true);
  expect(isSet({}, {})).toBe(true);
  expect(isSet({ A: '1' }, { A: '' })).toBe(false);
  expect(isSet({ A: '1' }, { A: '1', B: '2' })).toBe(false);
});
