import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, quantile } from 'simple-statistics';
import { compareRuns } from '../src/analysis/comparison/compare-runs.ts';
import type { ComparedMetric } from '../src/sample/comparison.ts';
import type { RunRecord } from '../src/sample/record.ts';
import { readRun } from '../src/store/read.ts';
import { aims } from './aims.ts';
import { diagnosedRun } from './diagnosed-run.ts';
import { show } from './table.ts';
import { telemetryCost } from './telemetry-cost.ts';

/**
 * Measures the cost of reading the product's telemetry: `npm run bench:telemetry`, about ten minutes. First the CPU time
 * of reading an idle target, then pairs of runs under an ordinary load with and without telemetry. Exits with code 1 if
 * an aim is missed.
 */
const pairs = [
  ['on', 'off'],
  ['off', 'on'],
  ['on', 'off'],
] as const;

/** The narrowest margin with which two stored runs can be compared. */
const margin = { percent: 5, floorMs: 5 };

const reports = mkdtempSync(join(tmpdir(), 'footfall-telemetry-'));
for (const name of Object.keys(process.env)) {
  if (/^(FOOTFALL|TARGET)_/.test(name) && name !== 'FOOTFALL_BROWSER') delete process.env[name];
}

const cost = await telemetryCost();
show('Reading an idle reference target, as a share of one core', [
  { what: 'the process that reads', value: cost.own * 100, unit: '%', decimals: 2 },
  { what: 'the tiers that are read', value: cost.asked * 100, unit: '%', decimals: 2 },
  {
    what: 'both',
    value: (cost.own + cost.asked) * 100,
    unit: '%',
    decimals: 2,
    aim: aims.telemetry.coreSharePercent,
  },
]);

const found: { on: RunRecord; off: RunRecord }[] = [];
for (const [index, order] of pairs.entries()) {
  const both: Partial<Record<'on' | 'off', RunRecord>> = {};
  for (const telemetry of order) both[telemetry] = await runWith(telemetry, index + 1);
  found.push(both as { on: RunRecord; off: RunRecord });
}
const metrics = found.flatMap(({ on, off }) =>
  compareRuns(off, on, margin).steps.flatMap((step) =>
    step.metrics.filter(({ metric, change }) => metric === 'latencyMs' && change !== undefined),
  ),
);
const slower = (statistic: ComparedMetric['statistic']) =>
  metrics.filter((metric) => metric.statistic === statistic && metric.outcome === 'slower').length;
const medianOf = (value: (pair: { on: RunRecord; off: RunRecord }) => number) => median(found.map(value));
show('Runs with telemetry compared with runs without, three pairs', [
  { what: 'steps compared', value: metrics.length, decimals: 0 },
  {
    what: 'reported as slower, typical latency',
    value: slower('typical'),
    decimals: 0,
    aim: aims.telemetry.slower,
  },
  { what: 'reported as slower, p95', value: slower('p95'), decimals: 0, aim: aims.telemetry.slower },
  { what: 'p50 of all steps, with telemetry', value: medianOf(({ on }) => latency(on, 0.5)), unit: 'ms' },
  { what: 'p50 of all steps, without', value: medianOf(({ off }) => latency(off, 0.5)), unit: 'ms' },
  { what: 'p95 of all steps, with telemetry', value: medianOf(({ on }) => latency(on, 0.95)), unit: 'ms' },
  { what: 'p95 of all steps, without', value: medianOf(({ off }) => latency(off, 0.95)), unit: 'ms' },
  {
    what: 'p95 difference, median of the pairs',
    value: medianOf(({ on, off }) => latency(on, 0.95) - latency(off, 0.95)),
    unit: 'ms',
  },
]);
rmSync(reports, { recursive: true });

async function runWith(telemetry: 'on' | 'off', seed: number): Promise<RunRecord> {
  console.log(`… 12 users, telemetry ${telemetry} (pair ${seed} of ${pairs.length})`);
  const folder = join(reports, `${telemetry}-${seed}`);
  mkdirSync(folder);
  return readRun(await diagnosedRun(folder, { seed, env: { FOOTFALL_DIAGNOSIS: telemetry } }));
}

function latency({ samples }: RunRecord, share: number): number {
  return quantile(
    samples.flatMap((sample) =>
      sample.type === 'step' && sample.phase === 'steady' ? (sample.responseMs ?? []) : [],
    ),
    share,
  );
}
