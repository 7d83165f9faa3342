import { expect, test } from '@playwright/test';
import { noWinText } from '../../../src/report/advice-words.ts';
import { database } from './facts.ts';
import { adviceOn, type Product, product, withReadings } from './product.ts';

const textOn = (made: Product, id: string) => {
  const advice = adviceOn(made).find((one) => one.id === id);
  expect(advice, id).toBeDefined();
  expect(advice, id).not.toHaveProperty('share');
  return advice && noWinText(advice);
};

test('why an advice has no share: no waiting, nobody can tell, or too little', () => {
  expect(textOn(product({ keptBytes: 2 ** 21 }), 'browser.leak')).toBe('no time to win, but it is wrong');
  const bloated = { ...product(), facts: [database({}, { deadRows: 200_000 })] };
  expect(textOn(bloated, 'database.bloat')).toBe('what it wins cannot be told from this run');
  const crowded = withReadings(product(), 'metrics', () => ({
    poolWaits: 4,
    poolAcquires: 10,
    poolWaitMs: 2,
  }));
  expect(textOn(crowded, 'database.pool-too-small')).toBe('little to win under this load');
});
