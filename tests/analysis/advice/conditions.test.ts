import { expect, test } from '@playwright/test';
import {
  beginsWithAnything,
  conditionsOf,
  hasAlternatives,
} from '../../../src/analysis/advice/conditions.ts';

const read = (filter: string) =>
  conditionsOf(filter).map(({ of, operator, value }) => `${of} ${operator} ${value}`);

test('reads filters as PostgreSQL writes them', () => {
  expect(read("(from_id = 'n1'::text)")).toEqual(["from_id = 'n1'::text"]);
  expect(read('(relations.from_id = $1)')).toEqual(['from_id = $1']);
  expect(read('(((category)::text = \'noun\'::text) AND ("position" > 3))')).toEqual([
    "category = 'noun'::text",
    '"position" > 3',
  ]);
  expect(read("(lower((title)::text) = 'x'::text)")).toEqual(["lower((title)::text) = 'x'::text"]);
  expect(read('("left"(folded, 1) = \'a\'::text)')).toEqual(['"left"(folded, 1) = \'a\'::text']);
  expect(read("((folded ~>=~ 'a'::text) AND (folded ~<~ 'b'::text))")).toEqual([
    "folded ~>=~ 'a'::text",
    "folded ~<~ 'b'::text",
  ]);
  expect(read("(id = ANY ('{1,2}'::integer[]))")).toEqual(["id = ANY ('{1,2}'::integer[])"]);
});

test('quoted text is not a condition, and expressions that are not columns are left out', () => {
  expect(read("(title = 'a (b = c) AND it''s = d'::text)")).toEqual([
    "title = 'a (b = c) AND it''s = d'::text",
  ]);
  expect(read('((length(title) % 2) = 0)')).toEqual(['length(title) % 2']);
  expect(read('active')).toEqual([]);
  expect(read('')).toEqual([]);
  expect(read("((((( = '")).toEqual([]);
});

test('finds out how a pattern begins, if the plan shows it', () => {
  const begins = (filter: string) => conditionsOf(filter).map(beginsWithAnything);
  expect(begins("(text ~~* '%abc%'::text)")).toEqual([true]);
  expect(begins("(text ~~ 'abc%'::text)")).toEqual([false]);
  expect(begins("(text ~~* (('%'::text || $1) || '%'::text))")).toEqual([true]);
  expect(begins("(text ~ '^abc'::text)")).toEqual([false]);
  expect(begins("(text ~* 'abc'::text)")).toEqual([true]);
  expect(begins('(text ~~ $1)')).toEqual([undefined]);
});

test('alternatives are distinguished from text', () => {
  expect(hasAlternatives("((a = 1) OR (b = 'x'::text))")).toBe(true);
  expect(hasAlternatives('((a = \'this OR that\'::text) AND ("x OR y" = 1))')).toBe(false);
});
