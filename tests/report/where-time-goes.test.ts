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

const told = (usual: Layers, slow: Layers, slowMs = 1000): WhereTimeGoes => ({
  steps: 100,
  meanMs: 100,
  layers: usual,
  slowest: { steps: 5, meanMs: slowMs, layers: slow },
});

test('one sentence says where the time goes and what makes it slow', () => {
  expect(whereTimeGoesText(where)).toBe(
    'Of 100 ms that people wait, 46 go to the browser, 22 to the search engine, 15 to the database, 8 to the network and 9 to all else; when it is slow, it is the database.',
  );
  expect(whereTimeGoesLine(where)).toBe(
    'browser 46 %, search engine 22 %, database 15 %, network 8 %; when it is slow, it is the database',
  );
});

test('a layer makes it slow only with most of the extra time', () => {
  const usual = layers({ browser: 0.5, engine: 0.5 });
  // 900 ms on top: 400 in the engine, 500 in the browser.
  expect(whereTimeGoesText(told(usual, layers({ browser: 0.55, engine: 0.45 }, 1000)))).toContain(
    'when it is slow, it is the browser.',
  );
  const even = layers({ browser: 0.33, app: 0.33, engine: 0.34 }, 1000);
  expect(whereTimeGoesText(told(usual, even))).toContain('when it is slow, no layer stands out.');
  expect(whereTimeGoesText({ ...told(usual, []), slowest: { steps: 0, meanMs: 0, layers: [] } })).toBe(
    'Of 100 ms that people wait, 50 go to the browser and 50 to the search engine.',
  );
});

test('layers that nobody tells apart are named as such', () => {
  const usual = layers({ browser: 0.6, server: 0.3, unsplit: 0.1 });
  expect(whereTimeGoesText(told(usual, layers({ server: 1 }, 1000)))).toBe(
    'Of 100 ms that people wait, 60 go to the browser, 30 to network and server together and 10 to what nothing tells apart; when it is slow, it is network and server together.',
  );
});

test('percents are whole and add up', () => {
  const thirds = inPercent(layers({ browser: 1 / 3, app: 1 / 3, engine: 1 / 3 }));
  expect(thirds.map(({ percent }) => percent)).toEqual([34, 33, 33]);
  const small = inPercent(layers({ browser: 0.996, cache: 0.004 }));
  expect(small.map(({ percent }) => percent)).toEqual([100, 0]);
  expect(inPercent(layers({ browser: 0.07, app: 0.93 })).map(({ percent }) => percent)).toEqual([7, 93]);
});
