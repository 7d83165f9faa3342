import { expect, test } from '@playwright/test';
import { inPercent, whereTimeGoesLine, whereTimeGoesText } from '../../src/report/where-time-goes.ts';
import type { WhereTimeGoes } from '../../src/sample/diagnosis.ts';
import { smallAnalysis } from './known/small-analysis.ts';

type Layers = WhereTimeGoes['layers'];

const where = smallAnalysis().whereTimeGoes as WhereTimeGoes;

const layers = (shares: Partial<Record<Layers[number]['layer'], number>>, meanMs = 100): Layers =>
  Object.entries(shares).map(([layer, share]) => ({
    layer: layer as Layers[number]['layer'],
    share,
    meanMs: share * meanMs,
  }));

const whereOf = (usual: Layers, slow: Layers, slowMs = 1000): WhereTimeGoes => ({
  steps: 100,
  meanMs: 100,
  layers: usual,
  slowest: { steps: 5, meanMs: slowMs, layers: slow },
});

test('one sentence says where the time goes and what makes slow steps slow', () => {
  expect(whereTimeGoesText(where)).toBe(
    'Of every 100 ms that users wait, 46 ms are spent in the browser, 22 ms in the search engine, 15 ms in the database, 8 ms in the network and 9 ms elsewhere; the extra time of slow steps is mainly in the database.',
  );
  expect(whereTimeGoesLine(where)).toBe(
    'browser 46 %, search engine 22 %, database 15 %, network 8 %; the extra time of slow steps is mainly in the database',
  );
});

test('a layer is named as the cause only if it takes enough of the extra time', () => {
  const usual = layers({ browser: 0.5, engine: 0.5 });
  // 900 ms on top: 400 in the engine, 500 in the browser.
  expect(whereTimeGoesText(whereOf(usual, layers({ browser: 0.55, engine: 0.45 }, 1000)))).toContain(
    'the extra time of slow steps is mainly in the browser.',
  );
  const even = layers({ browser: 0.33, app: 0.33, engine: 0.34 }, 1000);
  expect(whereTimeGoesText(whereOf(usual, even))).toContain('in slow steps, no single layer stands out.');
  expect(whereTimeGoesText({ ...whereOf(usual, []), slowest: { steps: 0, meanMs: 0, layers: [] } })).toBe(
    'Of every 100 ms that users wait, 50 ms are spent in the browser and 50 ms in the search engine.',
  );
});

test('time that cannot be attributed to one layer is named as such', () => {
  const usual = layers({ browser: 0.6, server: 0.3, unsplit: 0.1 });
  expect(whereTimeGoesText(whereOf(usual, layers({ server: 1 }, 1000)))).toBe(
    'Of every 100 ms that users wait, 60 ms are spent in the browser, 30 ms in network and server together and 10 ms in parts that could not be attributed; the extra time of slow steps is mainly in network and server together.',
  );
});

test('percentages are whole and add up', () => {
  const thirds = inPercent(layers({ browser: 1 / 3, app: 1 / 3, engine: 1 / 3 }));
  expect(thirds.map(({ percent }) => percent)).toEqual([34, 33, 33]);
  const small = inPercent(layers({ browser: 0.996, cache: 0.004 }));
  expect(small.map(({ percent }) => percent)).toEqual([100, 0]);
  expect(inPercent(layers({ browser: 0.07, app: 0.93 })).map(({ percent }) => percent)).toEqual([7, 93]);
});
