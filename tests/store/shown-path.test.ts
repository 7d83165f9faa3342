import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { shownPath } from '../../src/store/shown-path.ts';

test('paths are shown from where the user stands, and can be pasted', () => {
  const before = process.env.FOOTFALL_HERE;
  process.env.FOOTFALL_HERE = resolve('/project/journeys');
  try {
    expect(shownPath(resolve('/project/reports/latest/index.html'))).toBe('../reports/latest/index.html');
    expect(shownPath(resolve('/project/my reports/latest'))).toBe('"../my reports/latest"');
    expect(shownPath(resolve('/project/journeys'))).toBe('.');
  } finally {
    if (before === undefined) delete process.env.FOOTFALL_HERE;
    else process.env.FOOTFALL_HERE = before;
  }
});
