import { expect, test } from '@playwright/test';
import { firstDifference } from '../../../src/analysis/experiment/json-difference.ts';

const none: ReadonlySet<string> = new Set();

const alike: [string, unknown, unknown][] = [
  ['nothing', null, null],
  ['the order of fields', { a: 1, b: [2, { c: 3 }] }, { b: [2, { c: 3 }], a: 1 }],
  ['empty lists and objects', { a: [], b: {} }, { a: [], b: {} }],
  [
    'a field named like a special property',
    JSON.parse('{"__proto__":{"a":1}}'),
    JSON.parse('{"__proto__":{"a":1}}'),
  ],
];
for (const [what, base, variant] of alike) {
  test(`${what} makes no difference`, () => {
    expect(firstDifference(base, variant, none)).toBeUndefined();
  });
}

const different: [string, unknown, unknown, string, unknown, unknown][] = [
  ['the whole value', 1, 2, '', 1, 2],
  ['a text and a number', { a: '1' }, { a: 1 }, 'a', '1', 1],
  ['a deep value', { hits: [{ id: 1 }, { id: 2 }] }, { hits: [{ id: 1 }, { id: 3 }] }, 'hits.1.id', 2, 3],
  ['a list in another order', [1, 2], [2, 1], '0', 1, 2],
  ['one item fewer', { a: [1, 2] }, { a: [1] }, 'a.1', 2, undefined],
  ['one more item', { a: [1] }, { a: [1, null] }, 'a.1', undefined, null],
  ['a missing field and a null field', { a: null }, {}, 'a', null, undefined],
  ['an object and a list', { a: {} }, { a: [] }, 'a', {}, []],
  ['an object and null', { a: {} }, { a: null }, 'a', {}, null],
  ['a name that needs quotes', { 'a b': { c: 1 } }, { 'a b': { c: 2 } }, '["a b"].c', 1, 2],
  ['a field that every object inherits', {}, { toString: 1 }, 'toString', undefined, 1],
  ['a field named like a special property', JSON.parse('{"__proto__":1}'), {}, '__proto__', 1, undefined],
];
for (const [what, base, variant, at, ofBase, ofVariant] of different) {
  test(`${what}: the difference is found at its path`, () => {
    expect(firstDifference(base, variant, none)).toEqual({ at, base: ofBase, variant: ofVariant });
  });
}

test('the first difference in the order of the base is returned, and fields that only the variant has come last', () => {
  const found = firstDifference({ b: 1, a: 1 }, { z: 1, a: 2, b: 2 }, none);
  expect(found?.at).toBe('b');
  expect(firstDifference({ a: 1 }, { z: 1, a: 1 }, none)?.at).toBe('z');
});

test('ignored names are skipped at any depth, with everything they contain', () => {
  const ignored = new Set(['took']);
  const answer = (took: unknown, title: string) => ({ took, hits: [{ took, title }] });
  expect(firstDifference(answer(1, 'boat'), answer({ ms: 2 }, 'boat'), ignored)).toBeUndefined();
  expect(firstDifference(answer(1, 'boat'), answer(2, 'ship'), ignored)?.at).toBe('hits.0.title');
  expect(firstDifference({ took: 1 }, {}, ignored)).toBeUndefined();
  // Only names of fields are ignored, not values.
  expect(firstDifference({ a: 'took' }, { a: 'x' }, ignored)?.at).toBe('a');
});
