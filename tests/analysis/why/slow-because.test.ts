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
/** Nothing is told of what is always the same. */
const context = { ...steady, concurrencyAt: (_at: number) => 7 };

const requestOf = (changes: Partial<RequestSample>): RequestSample => ({
  url: '/',
  matchedBy: 'traceparent',
  startMs: 0,
  serverTimingMs: {},
  ...changes,
});

/** What a step has that could have to do with its latency. */
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

/** Steps whose latency scatters evenly and has nothing to do with anything but what is planted. */
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

const toldOf = (steps: StepSample[], concurrencyAt = context.concurrencyAt) =>
  slowBecause(steps, { ...context, concurrencyAt }).filter(({ factor }) => factor !== 'layer');

test('a kind of query that is slow is told with its share among the slowest and among all', () => {
  // 3 of 10 are of that kind, and all of them slower than any other.
  const slow = (index: number) => index % 10 < 3;
  const steps = stepsWith(400, 1, (index) =>
    slow(index) ? { kind: 'definition', ms: 300 } : { kind: 'head' },
  );
  expect(toldOf(steps)).toEqual([
    {
      factor: 'query kind',
      sentence: '20 of the 20 slowest were queries of the kind “definition”, against 30 % of all',
    },
  ]);
});

test('answers that were not in the cache are told', () => {
  const steps = stepsWith(400, 2, (index) =>
    index % 4 === 0 ? { cache: 'miss', ms: 200 } : { cache: 'hit' },
  );
  expect(toldOf(steps)).toEqual([
    {
      factor: 'cache',
      sentence: '20 of the 20 slowest were not in the product’s cache, against 25 % of all',
    },
  ]);
});

test('what most have is told when the slowest have it nearly all', () => {
  // 7 of 10 are misses, and all of them slower than any hit.
  const steps = stepsWith(400, 12, (index) =>
    index % 10 < 7 ? { cache: 'miss', ms: 200 } : { cache: 'hit' },
  );
  expect(toldOf(steps)).toEqual([
    {
      factor: 'cache',
      sentence: '20 of the 20 slowest were not in the product’s cache, against 70 % of all',
    },
  ]);
});

test('a cache by another name is told alike', () => {
  const steps = stepsWith(400, 2, (index) =>
    index % 4 === 0 ? { cache: 'miss', ms: 200 } : { cache: 'hit' },
  ).map((step) => ({
    ...step,
    request: requestOf({
      serverTimingDesc: { redis: step.request?.serverTimingDesc?.cache?.toUpperCase() ?? '' },
    }),
  }));
  expect(toldOf(steps)[0]?.sentence).toContain('were not in the product’s cache');
});

test('a user who waits longer than the others is told', () => {
  const steps = stepsWith(200, 3, (index) =>
    index % 10 === 4 ? { user: 4, ms: 200 } : { user: index % 10 },
  );
  expect(toldOf(steps)).toEqual([
    { factor: 'user', sentence: '10 of the 10 slowest were those of user 4, against 10 % of all' },
  ]);
});

test('a product that becomes slow in the end is told', () => {
  // The last step stands where the steady state ends.
  const atMs = (index: number) => ((index + 1) * STEADY_MS) / 300;
  const steps = stepsWith(300, 4, (index) => ({ atMs: atMs(index), ms: index >= 220 ? 200 : 0 }));
  expect(toldOf(steps)).toEqual([
    {
      factor: 'time',
      sentence: '15 of the 15 slowest began in the last third of the steady state, against 34 % of all',
    },
  ]);
});

test('numbers that grow with the latency are told by their medians, the surest first', () => {
  const many = stepsWith(400, 5, (index) =>
    index % 10 === 0 ? { hits: 12_000 + index, ms: 200 } : { hits: 240 },
  );
  expect(toldOf(many)).toEqual([
    {
      factor: 'results',
      sentence: expect.stringMatching(/^the slowest found 12,\d{3} results, the others 240 \(medians\)$/),
    },
  ]);
  const large = stepsWith(400, 6, (index) => (index % 10 === 0 ? { bytes: 300 * 1024, ms: 200 } : {}));
  expect(toldOf(large)).toEqual([
    {
      factor: 'payload',
      sentence: expect.stringMatching(
        /^the answers of the slowest held 300 KiB, those of the others 1?\d(\.\d)? KiB \(medians\)$/,
      ),
    },
  ]);
});

test('steps that are slow when many are under way are told', () => {
  const steps = stepsWith(400, 7, (index) => ({
    atMs: (index * STEADY_MS) / 400,
    ms: index % 8 === 0 ? 200 : 0,
  }));
  const crowded = new Set(steps.filter((_, index) => index % 8 === 0).map(({ inputAt }) => inputAt));
  expect(toldOf(steps, (at) => (crowded.has(at) ? 31 : 12))).toEqual([
    {
      factor: 'concurrency',
      sentence: '31 steps were under way when the slowest began, 12 when the others did (medians)',
    },
  ]);
});

test('the layer in which the slowest lose their time comes first, whatever is sure', () => {
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
  // 370 ms of some 400 that a typical step does not have; its scatter is in the network.
  expect(layer?.sentence).toMatch(
    /^(8|9)\d % of what the 5 slowest took longer than a typical step went to the database: 380 ms against 10 ms$/,
  );
  expect(others.map(({ factor }) => factor)).toEqual(['query kind']);
});

test('parts of the browser and unknown tiers are told with what they belong to', () => {
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
  expect(slowBecause(slowIn('paint'), context)[0]?.sentence).toContain(' went to browser, drawing: ');
  expect(slowBecause(slowIn('spelling'), context)[0]?.sentence).toContain(
    ' went to the app server (spelling): ',
  );
});

test('where many layers share the difference, none is told', () => {
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

test('a class that is frequent anyway is not told, nor is a small difference of numbers', () => {
  // Surely more: 150 of the 200 slowest, against 60 % of all. The others are not half as rare among them.
  const frequent = stepsWith(4000, 11, (index) =>
    index % 20 === 0
      ? { cache: index % 80 === 0 ? 'hit' : 'miss', ms: 300 }
      : { cache: index % 20 <= 11 ? 'miss' : 'hit' },
  );
  expect(toldOf(frequent)).toEqual([]);
  // Surely more, but two of three slow ones are no larger than one of the others.
  const tendency = stepsWith(4000, 13, (index) =>
    index % 20 === 0
      ? { ms: 200, bytes: index % 60 === 0 ? 10_001 + index : 1000 + 10 * (index % 900) }
      : { bytes: 1000 + 10 * (index % 900) },
  );
  expect(toldOf(tendency)).toEqual([]);
});

test('of fewer than 40 answered steps nothing is told, and what was given up is not among the slowest', () => {
  const planted = (count: number) =>
    stepsWith(count, 10, (index) => (index % 8 === 0 ? { user: 9, ms: 300 } : { user: index % 8 }));
  const givenUps = Array.from({ length: 20 }, (_, index) => givenUp(10_000, index));
  expect(slowBecause([...planted(39), ...givenUps], context)).toEqual([]);
  const told = toldOf([...planted(40), ...givenUps]);
  expect(told).toEqual([
    { factor: 'user', sentence: '5 of the 5 slowest were those of user 9, against 13 % of all' },
  ]);
});

test('what a step does not tell is not tried', () => {
  const bare = Array.from({ length: 100 }, (_, index) => step(100 + index, 0));
  expect(slowBecause(bare, context)).toEqual([
    { factor: 'layer', sentence: expect.stringContaining('100 % of what') },
  ]);
  // A word from outside is no number.
  const words = bare.map((one) => ({
    ...one,
    request: requestOf({ serverTimingDesc: { hits: 'many', cache: 'constructor' } }),
  }));
  expect(toldOf(words)).toEqual([]);
});

test('the analysis of the steps tells it of each, out of all samples', () => {
  const steps = stepsWith(200, 11, (index) =>
    index % 10 === 4 ? { user: 4, ms: 200 } : { user: index % 10 },
  );
  const quiet = stepsWith(30, 12, () => ({})).map((one) => ({ ...one, step: 'turn the page' }));
  const analysed = stepAnalyses([...steps, ...quiet]);
  const because = new Map(analysed.map((one) => [one.step, one.slowBecause]));
  expect(because.get('search')).toContainEqual({
    factor: 'user',
    sentence: '10 of the 10 slowest were those of user 4, against 10 % of all',
  });
  expect(because.get('turn the page')).toBeUndefined();
});

test('of pure noise something is told in at most 2 of 100 runs, over all factors', () => {
  const trials = 2000;
  const random = xoroshiro128plus(20_261);
  let alarms = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const steps = stepsWith(40 + (trial % 5) * 40, trial, () => ({}));
    const underWay = new Map(steps.map(({ inputAt }) => [inputAt, Math.floor(40 * uniformFloat64(random))]));
    if (toldOf(steps, (at) => underWay.get(at) ?? 0).length > 0) alarms += 1;
  }
  expect(alarms).toBeLessThanOrEqual(0.02 * trials);
});
