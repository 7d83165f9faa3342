import { expect, test } from '@playwright/test';
import { nodeLife } from '../../src/cli/doctor/node-life.ts';

const on = (day: string) => new Date(`${day}T12:00:00Z`);

test('a Node.js release line past its end of life is reported with the date', () => {
  expect(nodeLife('v20.19.0', on('2026-04-30'))).toBeUndefined();
  expect(nodeLife('v20.19.0', on('2026-05-01'))).toContain('past its end of life (2026-04-30)');
  expect(nodeLife('v24.1.0', on('2026-11-30'))).toBeUndefined();
  expect(nodeLife('v18.20.0', on('2026-11-30'))).toContain('too old');
  // Unknown, later release lines are not reported.
  expect(nodeLife('v30.0.0', on('2030-01-01'))).toBeUndefined();
});
