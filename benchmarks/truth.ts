import { calibrationLevel } from '../src/analysis/calibration/calibration-level.ts';
import { compareNaive } from '../src/analysis/calibration/compare-naive.ts';
import { readNaiveTimes } from '../src/calibration/naive-clock.ts';
import type { KnownAnswerRun } from '../src/cli/calibration/known-answer-run.ts';
import type { CalibrationLevel } from '../src/sample/calibration.ts';
import { defaultThresholds } from '../src/sample/validity-limits.ts';
import { type Aim, aims } from './aims.ts';
import { onThePlainPage } from './measure.ts';
import { type Row, show } from './table.ts';

/**
 * Measures the error of latencies with fifty users: `npm run bench:truth`. The server of the plain page responds after
 * 40–100 ms and reports the true time of each response. Exits with code 1 if an aim is missed.
 */
const { alone, fifty, eighty, naive } = await onThePlainPage(async (measure) => {
  const plain = (users: number, thinkTimeMs?: { min: number; max: number }): KnownAnswerRun => ({
    workload: 'plain',
    users,
    ...(thinkTimeMs && { thinkTimeMs }),
  });
  const { record: floor } = await measure('one user alone', plain(1, { min: 200, max: 400 }));
  const { record: ours } = await measure('50 users', plain(50));
  const both = await measure("50 users, with Node's clock beside the page's", {
    workload: 'naive',
    users: 50,
  });
  const { record: many } = await measure('80 users', plain(80, { min: 2000, max: 6000 }));
  return {
    alone: calibrationLevel(floor, floor, defaultThresholds),
    fifty: calibrationLevel(ours, floor, defaultThresholds),
    naive: compareNaive(both.record, readNaiveTimes(both.folder, both.record)),
    eighty: calibrationLevel(many, floor, defaultThresholds),
  };
});

show('One user alone: the floor, the time a page takes to render', [
  { what: 'error p50', value: alone?.errorMs.p50, unit: 'ms' },
  { what: 'error p95', value: alone?.errorMs.p95, unit: 'ms' },
]);
show('50 users, think time 1.5–4.5 s, above the floor', truthRows(fifty, aims.fiftyUsers));
show('80 users, think time 2–6 s, above the floor', truthRows(eighty, aims.eightyUsers));
show(`The same ${naive?.steps ?? 0} steps of 50 users, measured by two clocks`, [
  { what: "error p50, the page's clock", value: naive?.ours.p50, unit: 'ms' },
  { what: "error p95, the page's clock", value: naive?.ours.p95, unit: 'ms' },
  { what: 'error p50, Node clock around press and expect', value: naive?.naive.p50, unit: 'ms' },
  { what: 'error p95, Node clock around press and expect', value: naive?.naive.p95, unit: 'ms' },
]);

function truthRows(
  level: CalibrationLevel | undefined,
  aim: Partial<Record<'usersAtWork' | 'deliveredPercent' | 'errorP50Ms' | 'errorP95Ms', Aim>>,
): Row[] {
  const delivered = level?.deliveredShare;
  return [
    { what: 'steps', value: level?.steps, decimals: 0 },
    { what: 'failed steps', value: level?.failed, decimals: 0 },
    {
      what: 'active users, minimum in the steady state',
      value: level?.activeUsers,
      decimals: 0,
      aim: aim.usersAtWork,
    },
    { what: 'delivered load', value: delivered && delivered * 100, unit: '%', aim: aim.deliveredPercent },
    { what: 'error p50', value: level?.aboveFloorMs.p50, unit: 'ms', aim: aim.errorP50Ms },
    { what: 'error p95', value: level?.aboveFloorMs.p95, unit: 'ms', aim: aim.errorP95Ms },
    { what: 'largest error', value: level?.aboveFloorMs.max, unit: 'ms' },
    { what: 'CPU per step, whole machine', value: level?.cpuMsPerStep, unit: 'ms' },
  ];
}
