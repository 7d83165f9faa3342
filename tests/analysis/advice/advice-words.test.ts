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

test('the reasons for advice without a share: not latency, unknown gain, or too little', () => {
  expect(textOn(product({ keptBytes: 2 ** 21 }), 'browser.leak')).toBe('saves no wait time, but is a defect');
  const bloated = { ...product(), facts: [database({}, { deadRows: 200_000 })] };
  expect(textOn(bloated, 'database.bloat')).toBe('this run does not show how much it would save');
  const crowded = withReadings(product(), 'metrics', () => ({
    poolWaits: 4,
    poolAcquires: 10,
    poolWaitMs: 2,
  }));
  expect(textOn(crowded, 'database.pool-too-small')).toBe('would save little under this load');
});
