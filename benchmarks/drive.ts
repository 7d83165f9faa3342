import { quantile } from 'simple-statistics';
import { analyse } from '../src/analysis/analyse.ts';
import { calibrationLevel } from '../src/analysis/calibration/calibration-level.ts';
import type { RunRecord } from '../src/sample/record.ts';
import { defaultThresholds } from '../src/sample/validity-limits.ts';
import { aims } from './aims.ts';
import { compareInstruments } from './instruments.ts';
import { costRows, onThePlainPage, runPeak } from './measure.ts';
import { show } from './table.ts';

/**
 * Measures the cost of driving fifty users: `npm run bench:drive`. On a minimal page, on the reference target under
 * `peak`, and the cost of the instruments in the page alone. Exits with code 1 if an aim is missed.
 */
const plain = await onThePlainPage(async (measure) => ({
  record: (await measure('50 users on the plain page', { workload: 'plain', users: 50 })).record,
  instruments: await compareInstruments(measure),
  floor: (
    await measure('one user alone', { workload: 'plain', users: 1, thinkTimeMs: { min: 200, max: 400 } })
  ).record,
  typed: (await measure('50 users who type 13 letters', { workload: 'typed', users: 50 })).record,
}));
const peak = await runPeak();

const plainAnalysis = analyse(plain.record);
const latencyMs = plainAnalysis.steps[0]?.latencyMs;
show('The plain page, 50 users, think time 1.5–4.5 s', [
  ...costRows(plainAnalysis, aims.plain),
  { what: 'latency p50 (true response time 70)', value: latencyMs?.p50, unit: 'ms' },
  { what: 'latency p95 (true response time 97)', value: latencyMs?.p95, unit: 'ms' },
]);
const typed = calibrationLevel(plain.typed, plain.floor, defaultThresholds);
show('50 users who type 13 letters a query, think time 2–6 s', [
  ...costRows(analyse(plain.typed), {}),
  {
    what: 'delivered',
    value: typed?.deliveredShare && typed.deliveredShare * 100,
    unit: '%',
    aim: aims.typed.deliveredPercent,
  },
  { what: 'error p50, above the floor', value: typed?.aboveFloorMs.p50, unit: 'ms' },
  {
    what: 'error p95, above the floor',
    value: typed?.aboveFloorMs.p95,
    unit: 'ms',
    aim: aims.typed.errorP95Ms,
  },
]);
show('The instruments in the page, three pairs of runs', plain.instruments);

const searchMs = serverTimes(peak);
show('The reference target under peak', [
  ...costRows(analyse(peak), aims.peak),
  {
    what: 'search p95 in Server-Timing',
    value: searchMs.length > 0 ? quantile(searchMs, 0.95) : undefined,
    unit: 'ms',
    aim: aims.peak.searchP95Ms,
  },
]);

/** The server times of all successful queries, in milliseconds. */
function serverTimes({ samples }: RunRecord): number[] {
  return samples.flatMap((sample) =>
    sample.type === 'step' &&
    sample.phase === 'steady' &&
    sample.kind === 'query' &&
    sample.outcome.status === 'ok'
      ? (sample.request?.serverTimingMs.app ?? [])
      : [],
  );
}
