import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readQueryLog } from '../../src/load/query-log.ts';
import { randomStream } from '../../src/load/random.ts';

function logOf(...lines: object[]) {
  const file = join(mkdtempSync(join(tmpdir(), 'footfall-')), 'query-log.ndjson');
  writeFileSync(file, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  return readQueryLog(file);
}

const log = logOf(
  { text: 'fern', kind: 'head' },
  { text: 'moss', kind: 'filtered', filter: { pos: 'noun' } },
  { text: 'tree', kind: 'head' },
);

test('a walk draws of the kinds it asks for, and what it drew last is remembered', () => {
  const queries = log.drawnBy(randomStream(1, 'queries'));
  expect(queries.last()).toBeUndefined();
  const drawn = Array.from({ length: 50 }, () => {
    const query = queries.draw('head');
    expect(queries.last()).toBe(query);
    return query.text;
  });
  expect(new Set(drawn)).toEqual(new Set(['fern', 'tree']));
  expect(queries.draw('filtered')).toEqual({ text: 'moss', kind: 'filtered', filter: { pos: 'noun' } });
  expect(queries.last()?.text).toBe('moss');
});

test('each walk remembers its own', () => {
  const [one, other] = [log.drawnBy(randomStream(1, 'one')), log.drawnBy(randomStream(1, 'other'))];
  one.draw('filtered');
  expect(other.last()).toBeUndefined();
});

test('a kind that the log does not have is named, and what was drawn before stays', () => {
  const queries = log.drawnBy(randomStream(1, 'queries'));
  queries.draw('filtered');
  expect(() => queries.draw('misspelt')).toThrow('it has no query of the kind misspelt');
  expect(queries.last()?.text).toBe('moss');
});
