import { appendFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { HistoryLine } from '../../src/sample/history.ts';
import { addToHistory, besideRuns, readHistory } from '../../src/store/history.ts';

const emptyFolder = () => mkdtempSync(join(tmpdir(), 'footfall-history-'));

const line = (id: string, p50 = 120): HistoryLine => ({
  schemaVersion: 1,
  id,
  startedAt: '2026-11-20T09:30:00.000Z',
  workload: 'peak',
  users: 50,
  seed: 1,
  viewport: '1280×720',
  footfall: '0.1.0',
  browser: '155.0',
  machine: { cpuModel: 'Example CPU', cores: 2, memoryBytes: 1024 },
  targetUrl: 'http://127.0.0.1:8700/',
  outcome: 'pass',
  steps: [{ journey: 'look up', step: 'search', samples: 9, errors: 0, latencyMs: { p50, p95: 200 } }],
});

test('a history that does not exist yet is empty, and reading it does not create it', () => {
  const folder = emptyFolder();
  for (const place of [join(folder, 'history.ndjson'), `${join(folder, 'history')}/`]) {
    expect(readHistory(place)).toEqual({ lines: [], unreadable: [] });
  }
  expect(readdirSync(folder)).toEqual([]);
});

for (const [form, placeIn] of Object.entries({
  'one file': (folder: string) => join(folder, 'deep', 'history.ndjson'),
  'a folder': (folder: string) => `${join(folder, 'deep', 'history')}/`,
})) {
  test(`${form} returns each run once, however often it was added`, () => {
    const place = placeIn(emptyFolder());
    addToHistory(place, line('one'));
    addToHistory(place, line('two'));
    addToHistory(place, line('one', 999));
    expect(readHistory(place)).toEqual({ lines: [line('one'), line('two')], unreadable: [] });
  });
}

test('an existing folder needs no trailing slash, and has a file for each run', () => {
  const folder = emptyFolder();
  addToHistory(folder, line('one'));
  addToHistory(folder, line('two'));
  expect(readdirSync(folder).sort()).toEqual(['one.json', 'two.json']);
  writeFileSync(join(folder, 'README.md'), 'what this folder is for');
  writeFileSync(join(folder, 'broken.json'), '{"schemaVersion":1,');
  const { lines, unreadable } = readHistory(folder);
  expect(lines.map(({ id }) => id)).toEqual(['one', 'two']);
  expect(unreadable).toEqual(['broken.json: it is cut off or is not JSON']);
});

test('a last line that a crash cut off is reported and terminated, and the next run gets its own line', () => {
  const place = join(emptyFolder(), 'history.ndjson');
  addToHistory(place, line('one'));
  appendFileSync(place, JSON.stringify(line('torn')).slice(0, 90));
  expect(readHistory(place)).toEqual({
    lines: [line('one')],
    unreadable: ['history.ndjson:2: it is cut off or is not JSON'],
  });
  addToHistory(place, line('three'));
  expect(readHistory(place).lines).toEqual([line('one'), line('three')]);
  expect(readFileSync(place, 'utf8').endsWith('\n')).toBe(true);
});

test('a line that does not match the schema is reported with the reason, and the others count', () => {
  const place = join(emptyFolder(), 'history.ndjson');
  writeFileSync(
    place,
    `${JSON.stringify({ ...line('one'), users: 'many' })}\n\n${JSON.stringify(line('two'))}\n{"schemaVersion":2}\n`,
  );
  const { lines, unreadable } = readHistory(place);
  expect(lines).toEqual([line('two')]);
  expect(unreadable).toHaveLength(2);
  expect(unreadable[0]).toMatch(/^history\.ndjson:1: users: /);
  expect(unreadable[1]).toMatch(/^history\.ndjson:4: schemaVersion: /);
});

test('if a merge duplicated a run, the first line counts', () => {
  const place = join(emptyFolder(), 'history.ndjson');
  writeFileSync(place, [line('one', 100), line('one', 200)].map((entry) => JSON.stringify(entry)).join('\n'));
  expect(readHistory(place).lines).toEqual([line('one', 100)]);
});

test('by default, the history is next to the runs', () => {
  expect(besideRuns(join('reports', '2026-11-20T09-30-00-peak'))).toBe(join('reports', 'history.ndjson'));
});
