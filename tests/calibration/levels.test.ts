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

test('a level is aligned with its headings; a missing value is a dash', () => {
  const { cpuMsPerStep: _, ...unwatched } = floor;
  const head = tableHead.split('\n').at(-1) as string;
  const row = tableRow(unwatched, true);
  expect(row.indexOf('–')).toBe(head.indexOf('CPU per step') + 'CPU per step'.length - 1);
  expect(row.slice(0, 5)).toBe('    1');
  // The floor's own error, not its error above the floor, which is 0.
  expect(row).toContain('9 ms');
});

test('the conclusion reports the number of users, and the number per core', () => {
  const said = conclusion(someCalibration());
  expect(said).toContain('up to 50 users accurately, 25 per core, with Chromium 156.0.1.2 at 800×600');
  const { truthfulUsers: _, ...untruthful } = someCalibration();
  expect(conclusion(untruthful)).toContain('This machine does not measure any number of users accurately');
});
