import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { rules } from '../../../src/analysis/advice/rules.ts';

const ids = rules.map(({ id }) => id);
const page = readFileSync(join(import.meta.dirname, '../../../docs/advice.md'), 'utf8');

test('every rule has a unique id that begins with its layer, and a source', () => {
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, layer, source } of rules) {
    expect(id.startsWith(`${layer}.`), id).toBe(true);
    expect(new URL(source.url).protocol, id).toBe('https:');
    expect(source.title, id).not.toBe('');
  }
});

test('docs/advice.md lists every rule with its source, and no others', () => {
  for (const { id, source } of rules) {
    expect(page, id).toContain(`\`${id}\``);
    expect(page, `the source of ${id}`).toContain(source.url);
  }
  const named = [...page.matchAll(/^\| `([a-z]+\.[a-z-]+)` \|/gm)].map(([, id]) => id);
  expect(named.toSorted()).toEqual(ids.toSorted());
});

test('rules yield to existing rules, and no two rules yield to each other', () => {
  const yieldsTo = new Map(rules.map((rule) => [rule.id, rule.yieldsTo ?? []]));
  for (const [id, others] of yieldsTo) {
    for (const other of others) {
      expect(ids, `${id} yields to ${other}`).toContain(other);
      expect(yieldsTo.get(other), `${id} and ${other}`).not.toContain(id);
    }
  }
});
