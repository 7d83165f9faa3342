import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readJourneyOutline } from '../../src/load/journey-outline.ts';

test('journeys and their steps are read from the source files', () => {
  const outline = readJourneyOutline(join(import.meta.dirname, '../../journeys'));
  expect(Object.keys(outline).sort()).toEqual([
    'audited pages',
    'browse',
    'explore',
    'look up',
    'recover',
    'search and refine',
  ]);
  expect(outline['look up']).toEqual(['open home', 'type', 'take a suggestion', 'read a document']);
});

/** A folder with these journey files. */
function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-'));
  for (const [name, source] of Object.entries(files)) writeFileSync(join(folder, name), source);
  return folder;
}

test('names may be in any quotes, and a file may hold several journeys', () => {
  const folder = folderOf({
    'shop.journey.js': [
      'journey("it\'s \\"new\\"", async ({ user }) => { await user.step("open", a); await user.step(`look, don\'t touch`, b); });',
      "journey('pay', async ({ user }) => { await user.step('open', a); await user.step('open', a); });",
    ].join('\n'),
    'notes.ts': 'export {};',
  });
  expect(readJourneyOutline(folder)).toEqual({
    'it\'s "new"': ['open', "look, don't touch"],
    pay: ['open'],
  });
});

test('the error for a file without a journey names the file', () => {
  const folder = folderOf({ 'empty.journey.ts': 'export {};' });
  expect(() => readJourneyOutline(folder)).toThrow(/empty\.journey\.ts: no journey/);
});

test('a project without journeys, and a name that is given twice, are refused', () => {
  const folder = folderOf({});
  expect(() => readJourneyOutline(folder)).toThrow(`${folder}: there are no journeys; write one as `);
  expect(() => readJourneyOutline(join(folder, 'nowhere'))).toThrow('there are no journeys');
  const twice = folderOf({
    'one.journey.ts': "journey('search', one);",
    'two.journey.ts': 'journey("search", two);',
  });
  expect(() => readJourneyOutline(twice)).toThrow(
    `${join(twice, 'two.journey.ts')}: the journey "search" is also in ${join(twice, 'one.journey.ts')}`,
  );
});
