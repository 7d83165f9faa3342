import { expect, test } from '@playwright/test';
import { routeOf } from '../../../src/analysis/advice/won.ts';
import { cleanProduct } from './facts.ts';
import { adviceOn, product } from './product.ts';

test('twenty runs of a healthy product on a busy machine give no advice', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    expect(adviceOn(cleanProduct(seed)), `seed ${seed}`).toEqual([]);
  }
});

test('there is no advice without evidence: no telemetry, no replay, no descriptions', () => {
  const made = product();
  const bare = made.steps.map(({ request, ...step }) => {
    if (!request) return step;
    const { serverTimingDesc: _, serverTimingMs: __, ...rest } = request;
    return { ...step, request: { ...rest, serverTimingMs: {} } };
  });
  expect(adviceOn({ ...made, telemetry: [] })).toEqual([]);
  expect(adviceOn({ ...made, steps: bare, telemetry: [] })).toEqual([]);
});

test('there is no advice without answered steps', () => {
  expect(adviceOn({ ...product(), steps: [], telemetry: [] })).toEqual([]);
  const failed = product().steps.map((step) => ({
    ...step,
    outcome: { status: 'failed' as const, message: 'no answer' },
  }));
  expect(adviceOn({ ...product(), steps: failed })).toEqual([]);
});

test('a route is a URL path without the parts that differ between requests', () => {
  expect(routeOf('http://127.0.0.1:4310/api/documents/n00001740')).toBe('/api/documents/*');
  expect(routeOf('https://shop.example/api/search?q=a#b')).toBe('/api/search');
  expect(routeOf('/api/search?q=a')).toBe('/api/search');
});
