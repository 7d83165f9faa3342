import { expect, test } from '@playwright/test';
import { cacheOutcome } from '../../../src/analysis/steps/cache-outcome.ts';
import type { StepSample } from '../../../src/sample/sample.ts';
import { adviceOn, idsOn, product, withReadings } from './product.ts';

test('answers that are never cached are found, and nothing else', () => {
  for (const seed of [1, 2, 3]) {
    const [advice, ...others] = adviceOn(product({ cacheEntries: 0 }, seed));
    expect(advice).toMatchObject({ id: 'cache.off', layer: 'cache' });
    expect(advice?.evidence).toContainEqual({ name: 'Answered from the cache', value: '0' });
    expect(others).toEqual([]);
  }
});

test('a cache of five answers is found from its evictions', () => {
  for (const seed of [1, 2, 3]) {
    const [advice, ...others] = adviceOn(product({ cacheEntries: 5 }, seed));
    expect(advice).toMatchObject({ id: 'cache.too-small', layer: 'cache' });
    expect(advice?.change.snippet).toContain('maxmemory …mb');
    expect(others).toEqual([]);
  }
});

test('a cache without evictions is not too small, and one with evictions is not off', () => {
  const silent = withReadings(product({ cacheEntries: 5 }), 'metrics', () => ({ cacheEvictions: 0 }));
  expect(idsOn(silent)).not.toContain('cache.too-small');
  expect(idsOn(product({ cacheEntries: 5 }))).not.toContain('cache.off');
});

test('nothing is reported about a cache without data on it', () => {
  const silent = (step: StepSample): StepSample => {
    if (!step.request) return step;
    const { serverTimingDesc: _, ...request } = step.request;
    return { ...step, request };
  };
  expect(idsOn(product({ cacheEntries: 0, change: silent }))).toEqual([]);
});

test('answers that are dropped after seconds are cached for too short a time', () => {
  const advice = adviceOn(
    product({ keptMs: 2500, steadyMs: 120_000, engineMs: () => 40, databaseMs: () => 20 }),
  );
  expect(advice.map(({ id }) => id)).toEqual(['cache.low-hit-rate']);
  expect(advice[0]?.share).toBeGreaterThan(0.03);
});

test('a parameter that always has a new value and does not change the answer is reported', () => {
  let count = 0;
  // The same words give the same answer, whatever the value of the parameter.
  const sameSize = (step: StepSample): StepSample =>
    step.request
      ? {
          ...step,
          request: {
            ...step.request,
            decodedBytes: 4000 + new URL(step.request.url).search.indexOf('&_=') * 40,
          },
        }
      : step;
  const made = product({
    suffix: () => `&_=${(count += 1)}`,
    change: sameSize,
    engineMs: () => 40,
    databaseMs: () => 40,
    steadyMs: 80_000,
  });
  const [advice] = adviceOn(made);
  expect(advice?.id).toBe('cache.keys-never-repeat');
  expect(advice?.symptom).toContain('“_”');
});

test('three requests that miss the same answer at once, twice, are a stampede', () => {
  const made = product();
  const searches = made.steps.filter(({ step, phase }) => step === 'search' && phase === 'steady');
  const together = (from: number, url: string) =>
    searches.slice(from, from + 3).map((step) => ({
      ...step,
      inputAt: searches[from]?.inputAt as number,
      request: {
        ...(step.request as NonNullable<StepSample['request']>),
        url,
        serverTimingDesc: { cache: 'miss' },
      },
    }));
  const crowds = [...together(0, '/api/search?q=news'), ...together(3, '/api/search?q=more')];
  const ids = new Set(crowds.map(({ id }) => id));
  const others = made.steps.filter(({ id }) => !ids.has(id));
  const [advice] = adviceOn({ ...made, steps: [...others, ...crowds] });
  expect(advice).toMatchObject({ id: 'cache.stampede' });
  expect(advice?.evidence).toContainEqual({ name: 'Answers computed needlessly', value: '4' });
  expect(idsOn({ ...made, steps: [...others, ...crowds.slice(0, 5)] })).toEqual([]);
});

test('the suggested memory for Redis is twice what it holds', () => {
  const made = withReadings(product({ cacheEntries: 5 }), 'redis', () => ({ memoryBytes: 400 * 2 ** 20 }));
  expect(adviceOn(made)[0]?.change.snippet).toContain('maxmemory 800mb');
});

test('an entry named cache takes precedence, and a CDN cache is not the product’s', () => {
  const outcomeOf = (serverTimingDesc: Record<string, string>) =>
    cacheOutcome({ url: '/', matchedBy: 'traceparent', startMs: 0, serverTimingMs: {}, serverTimingDesc });
  expect(outcomeOf({ cache: 'hit' })).toBe('hit');
  expect(outcomeOf({ redis: 'MISS' })).toBe('miss');
  expect(outcomeOf({ 'page-cache': 'HIT', memcached: 'miss' })).toBe('miss');
  expect(outcomeOf({ 'cdn-cache': 'HIT', cache: 'miss' })).toBe('miss');
  expect(outcomeOf({ 'cf-edge-cache': 'HIT' })).toBeUndefined();
  expect(outcomeOf({ 'knowledge-cache': 'stale' })).toBe('miss');
  expect(outcomeOf({ cache: '17' })).toBeUndefined();
});
