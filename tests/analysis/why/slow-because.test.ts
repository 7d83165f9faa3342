import { expect, test } from '@playwright/test';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { stepAnalyses } from '../../../src/analysis/steps/steps.ts';
import { slowBecause } from '../../../src/analysis/why/slow-because.ts';
import type { RequestSample, StepSample } from '../../../src/sample/sample.ts';
import { givenUp, steadyStartAt, step } from '../record.ts';

const STEADY_MS = 60_000;
const kinds = ['head', 'title', 'definition', 'filtered', 'misspelt'];

const steady = { steadyStartAt, steadyEndAt: steadyStartAt + STEADY_MS };
/** A constant concurrency is never reported. */
const context = { ...steady, concurrencyAt: (_at: number) => 7 };

const requestOf = (changes: Partial<RequestSample>): RequestSample => ({
  url: '/',
  matchedBy: 'traceparent',
  startMs: 0,
  serverTimingMs: {},
  ...changes,
});

/** Properties of a step that could influence its latency. */
interface Planted {
  /** Added to a latency of 100 to 200 ms. */
  ms?: number;
  kind?: string;
  cache?: string;
  hits?: number;
  bytes?: number;
  user?: number;
  atMs?: number;
}

/** Steps with uniformly distributed latency that depends on nothing but the planted properties. */
function stepsWith(count: number, seed: number, plant: (index: number) => Planted): StepSample[] {
  const random = xoroshiro128plus(seed);
  const between = (from: number, to: number) => from + uniformFloat64(random) * (to - from);
  return Array.from({ length: count }, (_, index) => {
    const drawn: Required<Planted> = {
      ms: 0,
      kind: kinds[Math.floor(between(0, 5))] as string,
      cache: between(0, 1) < 0.3 ? 'miss' : 'hit',
      hits: Math.floor(between(0, 2000)),
      bytes: Math.floor(between(1000, 20_000)),
      user: Math.floor(between(0, 10)),
      atMs: between(0, STEADY_MS),
    };
    const spreadMs = between(100, 200);
    const { ms, kind, cache, hits, bytes, user, atMs } = { ...drawn, ...plant(index) };
    return step(spreadMs + ms, atMs, {
      user,
      query: { text: 'fern', kind },
      request: requestOf({ decodedBytes: bytes, serverTimingDesc: { cache, hits: String(hits) } }),
    });
  });
}

const factorsOf = (steps: StepSample[], concurrencyAt = context.concurrencyAt) =>
  slowBecause(steps, { ...context, concurrencyAt }).filter(({ factor }) => factor !== 'layer');

test('a slow kind of query is reported with its share of the slowest steps and of all steps', () => {
  // 3 of 10 are of that kind, and each of them is slower than any other.
  const slow = (index: number) => index % 10 < 3;
  const steps = stepsWith(400, 1, (index) =>
    slow(index) ? { kind: 'definition', ms: 300 } : { kind: 'head' },
  );
  expect(factorsOf(steps)).toEqual([
    {
      factor: 'query kind',
      sentence: '20 of the 20 slowest were queries of kind “definition”, against 30 % of all',
    },
  ]);
});

test('cache misses are reported', () => {
  const steps = stepsWith(400, 2, (index) =>
    index % 4 === 0 ? { cache: 'miss', ms: 200 } : { cache: 'hit' },
  );
  expect(factorsOf(steps)).toEqual([
    {
      factor: 'cache',
      sentence: '20 of the 20 slowest missed the product’s cache, against 25 % of all',
    },
  ]);
});

test('a majority class is reported if nearly all of the slowest belong to it', () => {
  // 7 of 10 are misses, and each of them is slower than any hit.
  const steps = stepsWith(400, 12, (index) =>
    index % 10 < 7 ? { cache: 'miss', ms: 200 } : { cache: 'hit' },
  );
  expect(factorsOf(steps)).toEqual([
    {
      factor: 'cache',
      sentence: '20 of the 20 slowest missed the product’s cache, against 70 % of all',
    },
  ]);
});

test('a cache with another name is reported the same way', () => {
  const steps = stepsWith(400, 2, (index) =>
    index % 4 === 0 ? { cache: 'miss', ms: 200 } : { cache: 'hit' },
  ).map((step) => ({
    ...step,
    request: requestOf({
      serverTimingDesc: { redis: step.request?.serverTimingDesc?.cache?.toUpperCase() ?? '' },
    }),
  }));
  expect(factorsOf(steps)[0]?.sentence).toContain('missed the product’s cache');
});

test('a user with higher latency than the others is reported', () => {
  const steps = stepsWith(200, 3, (index) =>
    index % 10 === 4 ? { user: 4, ms: 200 } : { user: index % 10 },
  );
  expect(factorsOf(steps)).toEqual([
    { factor: 'user', sentence: '10 of the 10 slowest came from user 4, against 10 % of all' },
  ]);
});

test('a product that becomes slow towards the end is reported', () => {
  // The last step begins exactly where the steady state ends.
  const atMs = (index: number) => ((index + 1) * STEADY_MS) / 300;
  const steps = stepsWith(300, 4, (index) => ({ atMs: atMs(index), ms: index >= 220 ? 200 : 0 }));
  expect(factorsOf(steps)).toEqual([
    {
      factor: 'time',
      sentence: '15 of the 15 slowest began in the last third of the steady state, against 34 % of all',
    },
  ]);
});

test('numbers that grow with the latency are reported by their medians', () => {
  const many = stepsWith(400, 5, (index) =>
    index % 10 === 0 ? { hits: 12_000 + index, ms: 200 } : { hits: 240 },
  );
  expect(factorsOf(many)).toEqual([
    {
      factor: 'results',
      sentence: expect.stringMatching(/^the slowest found 12,\d{3} results, the others 240 \(medians\)$/),
    },
  ]);
  const large = stepsWith(400, 6, (index) => (index % 10 === 0 ? { bytes: 300 * 1024, ms: 200 } : {}));
  expect(factorsOf(large)).toEqual([
    {
      factor: 'payload',
      sentence: expect.stringMatching(
        /^the responses of the slowest were 300 KiB, those of the others 1?\d(\.\d)? KiB \(medians\)$/,
      ),
    },
  ]);
});

test('steps that are slow under high concurrency are reported', () => {
  const steps = stepsWith(400, 7, (index) => ({
    atMs: (index * STEADY_MS) / 400,
    ms: index % 8 === 0 ? 200 : 0,
  }));
  const crowded = new Set(steps.filter((_, index) => index % 8 === 0).map(({ inputAt }) => inputAt));
  expect(factorsOf(steps, (at) => (crowded.has(at) ? 31 : 12))).toEqual([
    {
      factor: 'concurrency',
      sentence: '31 steps were in progress when the slowest began, 12 when the others began (medians)',
    },
  ]);
});

test('the layer in which the slowest steps spend their extra time comes first', () => {
  const steps = stepsWith(100, 8, (index) =>
    index % 20 === 0 ? { ms: 400, kind: 'title' } : { kind: 'head' },
  ).map(
    (one, index): StepSample => ({
      ...one,
      paint: { ...one.paint, settledMs: one.paint.frameMs as number },
      request: requestOf({
        sentMs: 0,
        responseStartMs: one.paint.frameMs as number,
        responseEndMs: one.paint.frameMs as number,
        serverTimingMs: { app: 90 + (index % 20 === 0 ? 400 : 0), database: index % 20 === 0 ? 380 : 10 },
      }),
    }),
  );
  const [layer, ...others] = slowBecause(steps, context);
  expect(layer?.factor).toBe('layer');
  // 370 ms of about 400 ms of extra time; the random part of the latency is in the network.
  expect(layer?.sentence).toMatch(
    /^(8|9)\d % of the extra time of the 5 slowest over a typical step came from the database: 380 ms against 10 ms$/,
  );
  expect(others.map(({ factor }) => factor)).toEqual(['query kind']);
});

test('parts of the browser and unknown tiers are reported with the group they belong to', () => {
  const slowIn = (layer: 'paint' | 'spelling') =>
    Array.from({ length: 60 }, (_, index) => {
      const slowMs = index >= 57 ? 300 : 0;
      const ms = 100 + index + slowMs;
      const paintMs = layer === 'paint' ? slowMs : 0;
      return step(ms, index, {
        paint: { settledMs: ms - paintMs, frameMs: ms },
        request: requestOf({
          sentMs: 0,
          responseStartMs: ms - paintMs,
          responseEndMs: ms - paintMs,
          serverTimingMs: { spelling: layer === 'spelling' ? slowMs : 0 },
        }),
      });
    });
  expect(slowBecause(slowIn('paint'), context)[0]?.sentence).toContain(' came from browser, rendering: ');
  expect(slowBecause(slowIn('spelling'), context)[0]?.sentence).toContain(
    ' came from the app server (spelling): ',
  );
});

test('no layer is reported if many layers share the difference', () => {
  const steps = Array.from({ length: 60 }, (_, index) => {
    const ms = 100 + 10 * index;
    return step(ms, index, {
      paint: { settledMs: 0.8 * ms, frameMs: ms },
      request: requestOf({
        startMs: 0.2 * ms,
        sentMs: 0.2 * ms,
        responseStartMs: 0.6 * ms,
        responseEndMs: 0.7 * ms,
        serverTimingMs: { app: 0.2 * ms },
      }),
    });
  });
  expect(slowBecause(steps, context)).toEqual([]);
});

test('a class that is frequent anyway is not reported, nor is a small difference in numbers', () => {
  // Significantly more: 150 of the 200 slowest, against 60 % of all. But the others are not half as rare among them.
  const frequent = stepsWith(4000, 11, (index) =>
    index % 20 === 0
      ? { cache: index % 80 === 0 ? 'hit' : 'miss', ms: 300 }
      : { cache: index % 20 <= 11 ? 'miss' : 'hit' },
  );
  expect(factorsOf(frequent)).toEqual([]);
  // Significantly more, but two of three slow ones are no larger than the others.
  const tendency = stepsWith(4000, 13, (index) =>
    index % 20 === 0
      ? { ms: 200, bytes: index % 60 === 0 ? 10_001 + index : 1000 + 10 * (index % 900) }
      : { bytes: 1000 + 10 * (index % 900) },
  );
  expect(factorsOf(tendency)).toEqual([]);
});

test('nothing is reported for fewer than 40 answered steps, and timed-out steps are not among the slowest', () => {
  const planted = (count: number) =>
    stepsWith(count, 10, (index) => (index % 8 === 0 ? { user: 9, ms: 300 } : { user: index % 8 }));
  const givenUps = Array.from({ length: 20 }, (_, index) => givenUp(10_000, index));
  expect(slowBecause([...planted(39), ...givenUps], context)).toEqual([]);
  const factors = factorsOf([...planted(40), ...givenUps]);
  expect(factors).toEqual([
    { factor: 'user', sentence: '5 of the 5 slowest came from user 9, against 13 % of all' },
  ]);
});

test('a property that no step has is not tested', () => {
  const bare = Array.from({ length: 100 }, (_, index) => step(100 + index, 0));
  expect(slowBecause(bare, context)).toEqual([
    { factor: 'layer', sentence: expect.stringContaining('100 % of the extra time') },
  ]);
  // A description that is not a number is ignored.
  const words = bare.map((one) => ({
    ...one,
    request: requestOf({ serverTimingDesc: { hits: 'many', cache: 'constructor' } }),
  }));
  expect(factorsOf(words)).toEqual([]);
});

test('the step analysis includes the factors of each step', () => {
  const steps = stepsWith(200, 11, (index) =>
    index % 10 === 4 ? { user: 4, ms: 200 } : { user: index % 10 },
  );
  const quiet = stepsWith(30, 12, () => ({})).map((one) => ({ ...one, step: 'turn the page' }));
  const analysed = stepAnalyses([...steps, ...quiet]);
  const because = new Map(analysed.map((one) => [one.step, one.slowBecause]));
  expect(because.get('search')).toContainEqual({
    factor: 'user',
    sentence: '10 of the 10 slowest came from user 4, against 10 % of all',
  });
  expect(because.get('turn the page')).toBeUndefined();
});

test('pure noise gives a factor in at most 2 of 100 runs, over all factors together', () => {
  const trials = 2000;
  const random = xoroshiro128plus(20_261);
  let alarms = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const steps = stepsWith(40 + (trial % 5) * 40, trial, () => ({}));
    const underWay = new Map(steps.map(({ inputAt }) => [inputAt, Math.floor(40 * uniformFloat64(random))]));
    if (factorsOf(steps, (at) => underWay.get(at) ?? 0).length > 0) alarms += 1;
  }
  expect(alarms).toBeLessThanOrEqual(0.02 * trials);
});
