import { expect, test } from '@playwright/test';
import { telemetryAnalysis } from '../../src/analysis/telemetry.ts';
import { productPictures } from '../../src/report/html/charts/product-curves.ts';
import type { TelemetrySample } from '../../src/sample/sample.ts';
import { record, releasedAt } from '../analysis/record.ts';

/** A reading with a value for every metric. */
const everything = new Proxy<Record<string, number>>(
  {},
  { get: () => 1, getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }) },
);

test('every series of product telemetry in the analysis is drawn', () => {
  const telemetry = ['host', 'postgresql', 'vespa', 'redis', 'metrics', 'app', 'engine'].map(
    (source): TelemetrySample => ({
      type: 'telemetry',
      at: releasedAt + 1000,
      intervalMs: 1000,
      source,
      values: everything,
    }),
  );
  const made = record({ steps: [], telemetry });
  made.samples.push({ type: 'source', source: 'host', at: releasedAt, status: 'read' });
  const found = telemetryAnalysis(made, { releasedAt, steadyEndAt: releasedAt + 10_000 } as never);
  const { series = [] } = found ?? {};
  expect(series.length).toBeGreaterThan(25);
  for (const one of series) {
    const others = series.filter((other) => other !== one);
    const withoutIt = JSON.stringify(productPictures(others));
    expect(JSON.stringify(productPictures(series)), `${one.source} ${one.metric}`).not.toBe(withoutIt);
  }
});

test('CPU is reported in cores, whatever the interval of a reading', () => {
  const busy = (second: number, intervalMs: number, cpuMs: number): TelemetrySample => ({
    type: 'telemetry',
    at: releasedAt + second * 1000,
    intervalMs,
    source: 'app',
    values: { cpuMs },
  });
  const made = record({ steps: [], telemetry: [busy(2, 2000, 600), busy(3, 1000, 300)] });
  made.samples.push({ type: 'source', source: 'host', at: releasedAt, status: 'read' });
  const found = telemetryAnalysis(made, { releasedAt, steadyEndAt: releasedAt + 10_000 } as never);
  expect(found?.series).toEqual([
    {
      source: 'app',
      metric: 'cpuCores',
      points: [
        [2000, 0.3],
        [3000, 0.3],
      ],
    },
  ]);
});
