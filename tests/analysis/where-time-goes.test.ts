import { expect, test } from '@playwright/test';
import { whereTimeGoes } from '../../src/analysis/steps/where-time-goes.ts';
import type { WhereTimeGoes } from '../../src/sample/diagnosis.ts';
import type { StepSample } from '../../src/sample/sample.ts';
import { givenUp, step } from './record.ts';

/** A step of `ms` milliseconds: 10 for painting, 20 in the network, the rest as the server reports. */
const served = (ms: number, serverTimingMs: Record<string, number>, changes: Partial<StepSample> = {}) =>
  step(ms, 0, {
    paint: { settledMs: ms - 10, frameMs: ms },
    request: {
      url: '/',
      matchedBy: 'traceparent',
      startMs: 0,
      sentMs: 0,
      responseStartMs: ms - 10,
      responseEndMs: ms - 10,
      serverTimingMs,
    },
    ...changes,
  });

const sharesOf = (found: WhereTimeGoes | undefined) => found?.layers.map(({ share }) => share) ?? [];
const sumOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0);

test('all steps together, by the layers of the product', () => {
  const found = whereTimeGoes([
    served(100, { app: 70, postgresql: 30, vespa: 20 }),
    served(300, { app: 270, database: 100, cache: 5, spelling: 15 }, { step: 'turn the page' }),
  ]);
  expect(found).toEqual({
    steps: 2,
    meanMs: 200,
    layers: [
      { layer: 'browser', meanMs: 10, share: 0.05 },
      { layer: 'network', meanMs: 20, share: 0.1 },
      // 20 of the one and 150 of the other, and an unknown tier.
      { layer: 'app', meanMs: (20 + 150 + 15) / 2, share: expect.closeTo(185 / 400, 12) },
      { layer: 'cache', meanMs: 2.5, share: expect.closeTo(5 / 400, 12) },
      { layer: 'database', meanMs: 65, share: expect.closeTo(130 / 400, 12) },
      { layer: 'engine', meanMs: 10, share: 0.05 },
    ],
    slowest: expect.objectContaining({ steps: 2, meanMs: 200 }),
  });
});

test('time that is not split is a layer of its own, and a layer without time is left out', () => {
  const found = whereTimeGoes([step(100, 0), served(100, {})]);
  expect(found?.layers).toEqual([
    { layer: 'browser', meanMs: 5, share: 0.05 },
    { layer: 'server', meanMs: 45, share: 0.45 },
    { layer: 'unsplit', meanMs: 50, share: 0.5 },
  ]);
});

test('the slowest are the slowest 5 % of each step, at least one of each', () => {
  const many = Array.from({ length: 60 }, (_, index) => served(100 + index, { app: 60 }));
  const few = [40, 50].map((ms) => served(ms, { database: ms - 30 }, { step: 'type' }));
  const found = whereTimeGoes([...many, ...few]);
  expect(found?.slowest.steps).toBe(4);
  expect(found?.slowest.meanMs).toBeCloseTo((157 + 158 + 159 + 50) / 4, 9);
  expect(found?.slowest.layers.find(({ layer }) => layer === 'database')?.meanMs).toBeCloseTo(20 / 4, 9);
});

test('the shares add up to 1, and the layers to the mean', () => {
  const steps = Array.from({ length: 97 }, (_, index) =>
    index % 3 === 0
      ? step(33.3 + index, 0)
      : served(100.1 + index, { app: 50 + (index % 7), engine: index % 5, db: 0.1 * index }),
  );
  const found = whereTimeGoes(steps);
  expect(sumOf(sharesOf(found))).toBeCloseTo(1, 12);
  expect(sumOf(found?.slowest.layers.map(({ share }) => share) ?? [])).toBeCloseTo(1, 12);
  expect(sumOf(found?.layers.map(({ meanMs }) => meanMs) ?? [])).toBeCloseTo(found?.meanMs ?? 0, 9);
});

test('each step has its own kind of paint, and steps of the same name in other journeys are different steps', () => {
  const contentful = { paint: { settledMs: 50, contentfulMs: 60, frameMs: 90 } };
  const found = whereTimeGoes([
    step(90, 0, contentful),
    step(90, 0, { ...contentful, journey: 'look up' }),
    step(80, 0, { journey: 'look up' }),
  ]);
  // 60 by its contentful paint, and 90 and 80 by the frame, since one of these two has no contentful paint.
  expect(found).toMatchObject({ steps: 3, meanMs: expect.closeTo(230 / 3, 9) });
});

test('without an answered step there is no result', () => {
  expect(whereTimeGoes([])).toBeUndefined();
  expect(whereTimeGoes([givenUp(10_000, 0)])).toBeUndefined();
  expect(whereTimeGoes([givenUp(10_000, 0), step(20, 0)])).toMatchObject({ steps: 1, meanMs: 20 });
});
