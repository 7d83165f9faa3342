import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { journeysIn } from '../../src/runner/journeys-in.ts';

test('whoever asks later finds the same journeys, although a file is loaded only once', async () => {
  const root = join(import.meta.dirname, '../user/small-run');
  const first = await journeysIn(root);
  expect([...first.keys()].sort()).toEqual(['ask', 'ask twice', 'give up', 'wait']);
  expect(await journeysIn(root)).toEqual(first);
});
