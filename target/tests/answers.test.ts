import { expect, test } from '@playwright/test';
import { snippetOf } from '../engine/query/snippet.ts';
import { editDistance } from '../server/search/edit-distance.ts';
import { soundOf } from '../server/search/sound.ts';
import { textParts } from '../server/search/text-parts.ts';

test('a snippet is split into pieces of plain text', () => {
  expect(textParts('<sep />a <hi>dog</hi> & <b>bold</b><sep />')).toEqual([
    { text: '…', match: false },
    { text: 'a ', match: false },
    { text: 'dog', match: true },
    { text: ' & <b>bold</b>', match: false },
    { text: '…', match: false },
  ]);
  expect(textParts('')).toEqual([]);
});

test('a snippet starts at the start of the text if a match is near it, otherwise shortly before the match', () => {
  const filler = 'word '.repeat(100);
  expect(snippetOf('a \u0001dog\u0002 barks')).toBe('a <hi>dog</hi> barks');
  expect(snippetOf(`a \u0001dog\u0002 ${filler}`)).toMatch(/^a <hi>dog<\/hi> word .* word<sep \/>$/);
  expect(snippetOf(`${filler}a \u0001dog\u0002`)).toMatch(/^<sep \/>word .* a <hi>dog<\/hi>$/);
  expect(snippetOf(filler).length).toBeLessThan(260);
});

test('marks stay balanced wherever the text is cut', () => {
  for (let lead = 150; lead < 260; lead++) {
    const snippet = snippetOf(
      `${'x'.repeat(lead)} \u0001ice cream\u0002 and ${'more '.repeat(60)}\u0001ice\u0002`,
    );
    expect(snippet.split('<hi>').length, String(lead)).toBe(snippet.split('</hi>').length);
  }
});

test('words that sound the same become equal', () => {
  for (const [a, b] of [
    ['dolfin', 'dolphin'],
    ['tecknology', 'teknology'],
    ['comit', 'commit'],
  ] as const) {
    expect(soundOf(a)).toBe(soundOf(b));
  }
  expect(soundOf('house')).toBe('house');
});

test('the edit distance counts typing errors', () => {
  const known: [string, string, number][] = [
    ['house', 'house', 0],
    ['hosue', 'house', 1],
    ['huse', 'house', 1],
    ['houuse', 'house', 1],
    ['hXuse', 'house', 1],
    ['', 'house', 5],
    ['kitten', 'sitting', 3],
  ];
  for (const [a, b, distance] of known) {
    expect(editDistance(a, b), `${a} ${b}`).toBe(distance);
    expect(editDistance(b, a), `${b} ${a}`).toBe(distance);
  }
});
