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

test('a walk draws queries of the requested kinds, and keeps the last one', () => {
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

test('each walk keeps its own last query', () => {
  const [one, other] = [log.drawnBy(randomStream(1, 'one')), log.drawnBy(randomStream(1, 'other'))];
  one.draw('filtered');
  expect(other.last()).toBeUndefined();
});

test('the error for a kind that the log does not have names it, and the last query stays', () => {
  const queries = log.drawnBy(randomStream(1, 'queries'));
  queries.draw('filtered');
  expect(() => queries.draw('misspelt')).toThrow('has no query of the kind misspelt');
  expect(queries.last()?.text).toBe('moss');
});
