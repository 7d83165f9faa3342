import { expect, test } from '@playwright/test';
import { formatBytes, formatCount, formatDuration, formatShare, howMany } from '../../src/words/units.ts';

test('durations are written in readable units', () => {
  const written = [
    0, 0.26, 9.94, 9.96, 410.4, 999.4, 999.6, 1240, 3000, 9996, 12_345, 59_960, 125_000, 3_600_000, -5,
  ];
  expect(written.map(formatDuration)).toEqual([
    '0 ms',
    '0.3 ms',
    '9.9 ms',
    '10 ms',
    '410 ms',
    '999 ms',
    '1 s',
    '1.24 s',
    '3 s',
    '10 s',
    '12.3 s',
    '1 min',
    '2 min 5 s',
    '1 h',
    '−5 ms',
  ]);
});

test('shares and sizes have a unit, and counts have separators', () => {
  expect([0, 0.00005, 0.0008, 0.001, 0.0123, 0.954, 1].map(formatShare)).toEqual([
    '0 %',
    '0.005 %',
    '0.08 %',
    '0.1 %',
    '1.2 %',
    '95.4 %',
    '100 %',
  ]);
  expect([1, 117_791, 12.34].map(formatCount)).toEqual(['1', '117,791', '12.3']);
  expect([1024 ** 2, 8.25 * 1024 ** 3].map(formatBytes)).toEqual(['1 MiB', '8.3 GiB']);
});

test('one is not counted in the plural', () => {
  expect([0, 1, 2, 3000].map((count) => howMany(count, 'user'))).toEqual([
    '0 users',
    '1 user',
    '2 users',
    '3,000 users',
  ]);
  expect([1, 2].map((count) => howMany(count, 'search', 'searches'))).toEqual(['1 search', '2 searches']);
});

test('what rounds to one or to nothing is written as one or as nothing', () => {
  expect([howMany(1.04, 'step'), howMany(0.96, 'step')]).toEqual(['1 step', '1 step']);
  expect([formatDuration(-0.01), formatCount(-0.01), formatCount(-0)]).toEqual(['0 ms', '0', '0']);
});
