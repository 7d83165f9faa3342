import { expect, test } from '@playwright/test';
import { firstDifference } from '../../../src/analysis/experiment/json-difference.ts';

const none: ReadonlySet<string> = new Set();

const alike: [string, unknown, unknown][] = [
  ['nothing', null, null],
  ['the order of fields', { a: 1, b: [2, { c: 3 }] }, { b: [2, { c: 3 }], a: 1 }],
  ['empty lists and objects', { a: [], b: {} }, { a: [], b: {} }],
  ['a field of a telling name', JSON.parse('{"__proto__":{"a":1}}'), JSON.parse('{"__proto__":{"a":1}}')],
];
for (const [what, base, variant] of alike) {
  test(`${what} makes no difference`, () => {
    expect(firstDifference(base, variant, none)).toBeUndefined();
  });
}

const different: [string, unknown, unknown, string, unknown, unknown][] = [
  ['the whole', 1, 2, '', 1, 2],
  ['a text and a number', { a: '1' }, { a: 1 }, 'a', '1', 1],
  ['a deep value', { hits: [{ id: 1 }, { id: 2 }] }, { hits: [{ id: 1 }, { id: 3 }] }, 'hits.1.id', 2, 3],
  ['a list in another order', [1, 2], [2, 1], '0', 1, 2],
  ['an item less', { a: [1, 2] }, { a: [1] }, 'a.1', 2, undefined],
  ['an item more', { a: [1] }, { a: [1, null] }, 'a.1', undefined, null],
  ['a field that is missing, and one that is null', { a: null }, {}, 'a', null, undefined],
  ['an object and a list', { a: {} }, { a: [] }, 'a', {}, []],
  ['an object and null', { a: {} }, { a: null }, 'a', {}, null],
  ['a name in quotes', { 'a b': { c: 1 } }, { 'a b': { c: 2 } }, '["a b"].c', 1, 2],
  ['a field that every object inherits', {}, { toString: 1 }, 'toString', undefined, 1],
  ['a field of a telling name', JSON.parse('{"__proto__":1}'), {}, '__proto__', 1, undefined],
];
for (const [what, base, variant, at, ofBase, ofVariant] of different) {
  test(`${what}: the difference is found in its place`, () => {
    expect(firstDifference(base, variant, none)).toEqual({ at, base: ofBase, variant: ofVariant });
  });
}

test('the first difference in the order of the base is told, and what only the variant has comes last', () => {
  const found = firstDifference({ b: 1, a: 1 }, { z: 1, a: 2, b: 2 }, none);
  expect(found?.at).toBe('b');
  expect(firstDifference({ a: 1 }, { z: 1, a: 1 }, none)?.at).toBe('z');
});

test('ignored names do not count, at any depth and with all that they hold', () => {
  const ignored = new Set(['took']);
  const answer = (took: unknown, title: string) => ({ took, hits: [{ took, title }] });
  expect(firstDifference(answer(1, 'boat'), answer({ ms: 2 }, 'boat'), ignored)).toBeUndefined();
  expect(firstDifference(answer(1, 'boat'), answer(2, 'ship'), ignored)?.at).toBe('hits.0.title');
  expect(firstDifference({ took: 1 }, {}, ignored)).toBeUndefined();
  // The name of a field, not a value.
  expect(firstDifference({ a: 'took' }, { a: 'x' }, ignored)?.at).toBe('a');
});
