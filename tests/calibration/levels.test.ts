import { expect, test } from '@playwright/test';
import { levelsUpTo } from '../../src/cli/calibration/calibration-levels.ts';
import { conclusion, tableHead, tableRow } from '../../src/cli/calibration/calibration-table.ts';
import { floor, someCalibration } from './some-calibration.ts';

for (const [most, levels] of [
  [1, [1]],
  [2, [1, 2]],
  [50, [1, 10, 25, 50]],
  [60, [1, 10, 25, 50, 60]],
  [125, [1, 10, 25, 50, 75, 100, 125]],
] as const) {
  test(`up to ${most} users: ${levels.join(', ')}`, () => {
    expect([...levelsUpTo(most)]).toEqual(levels);
  });
}

test('a level stands under its headings; what was not measured is a dash', () => {
  const { cpuMsPerStep: _, ...unwatched } = floor;
  const head = tableHead.split('\n').at(-1) as string;
  const row = tableRow(unwatched, true);
  expect(row.indexOf('–')).toBe(head.indexOf('CPU a step') + 'CPU a step'.length - 1);
  expect(row.slice(0, 5)).toBe('    1');
  // The floor's own error, not the 0 that it lies above itself.
  expect(row).toContain('9 ms');
});

test('the conclusion says up to how many users, and how many a core', () => {
  const said = conclusion(someCalibration());
  expect(said).toContain('up to 50 users truthfully, 25 a core, with Chromium 156.0.1.2 at 800×600');
  const { truthfulUsers: _, ...untruthful } = someCalibration();
  expect(conclusion(untruthful)).toContain('This machine measures nobody truthfully');
});
