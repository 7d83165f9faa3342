import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readJourneyOutline } from '../../src/load/journey-outline.ts';

test('journeys and their steps are read from the files as they stand', () => {
  const outline = readJourneyOutline(join(import.meta.dirname, '../../journeys'));
  expect(Object.keys(outline).sort()).toEqual([
    'browse',
    'explore',
    'look up',
    'recover',
    'search and refine',
  ]);
  expect(outline['look up']).toEqual(['open home', 'type', 'take a suggestion', 'read a document']);
});

test('a file without a journey is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-'));
  writeFileSync(join(folder, 'empty.journey.ts'), 'export {};');
  expect(() => readJourneyOutline(folder)).toThrow(/empty\.journey\.ts: no journey/);
});
