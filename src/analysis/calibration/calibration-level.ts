import { quantileSorted } from 'simple-statistics';
import { percentiles } from '../../sample/budget.ts';
import type { CalibrationLevel, Thresholds } from '../../sample/calibration.ts';
import { groupBy } from '../../sample/group-by.ts';
import type { RunRecord } from '../../sample/record.ts';
import { truthfulErrorMs } from '../../sample/validity-limits.ts';
import { withDefaults } from '../load/contamination.ts';
import { generatorAnalysis } from '../load/generator.ts';
import { loadEvidence } from '../load/load-evidence.ts';
import { signalSeries } from '../load/signals.ts';
import {
  commonPaintSources,
  errorSummary,
  excesses,
  floorOf,
  handOverMsOf,
  knownSteps,
} from './known-errors.ts';

/**
 * The result of one level of a calibration of the measuring machine.
 *
 * The error above the floor at a percentile q is
 *
 *     Q(eᵢ − m(sᵢ); level) − Q(eᵢ − m(sᵢ); floor)
 *
 * with eᵢ the error of step i, sᵢ its name, m(s) the floor's median error of steps of that name and Q the
 * q-quantile over all steps. So an error that load adds to one kind of step is visible even if another kind,
 * slower to render, has larger errors of its own; and x milliseconds added to every latency are x at every
 * percentile.
 *
 * @param record of a run whose server reports the true durations
 * @param floor the record of a single user; `record` itself for the floor's own level
 * @param thresholds learned so far; empty at first
 * @returns `undefined` if nothing in it, or in the floor, could be compared with the truth
 */
export function calibrationLevel(
  record: RunRecord,
  floor: RunRecord,
  thresholds: Thresholds,
): CalibrationLevel | undefined {
  const sources = commonPaintSources([floor, record]);
  const base = floorOf(floor, sources);
  const { known, failed } = knownSteps(record, sources);
  const errorMs = errorSummary(known.map((step) => step.errorMs));
  if (base === undefined || errorMs === undefined) return undefined;
  const excessesMs = excesses(known, base.medianMs).map(({ excessMs }) => excessMs);
  const excess = errorSummary(excessesMs);
  if (excess === undefined) return undefined;

  const byStep = [...groupBy(known, ({ step }) => step.step)].flatMap(([name, steps]) => {
    const summary = errorSummary(steps.map((step) => step.errorMs));
    return summary === undefined ? [] : [[name, { steps: steps.length, errorMs: summary }] as const];
  });
  const { window, steady, load, missing } = loadEvidence(record);
  const { telemetry } = record;
  const generator = generatorAnalysis(
    telemetry,
    signalSeries(telemetry),
    steady,
    window,
    withDefaults(thresholds),
  );
  // A step that failed counts as the largest possible error.
  const withFailed = [...excessesMs, ...failed.map(() => Number.MAX_VALUE)].sort((a, b) => a - b);
  const worstMs = quantileSorted(withFailed, percentiles.p95) - base.scatterMs.p95;
  const handOverMs = handOverMsOf(known);
  return {
    users: record.run.workload.users,
    steps: known.length,
    failed: failed.length,
    errorMs,
    aboveFloorMs: {
      p50: excess.p50 - base.scatterMs.p50,
      p95: excess.p95 - base.scatterMs.p95,
      max: excess.max - base.scatterMs.max,
    },
    byStep: Object.fromEntries(byStep),
    ...(handOverMs !== undefined && { handOverMs }),
    ...(generator.cpuMsPerStep !== undefined && { cpuMsPerStep: generator.cpuMsPerStep }),
    ...(generator.contaminatedShare !== undefined && { contaminatedShare: generator.contaminatedShare }),
    ...(load.deliveredShare !== undefined && { deliveredShare: load.deliveredShare }),
    ...(load.activeUsers && { activeUsers: load.activeUsers.min }),
    truthful: missing.length === 0 && worstMs <= truthfulErrorMs,
  };
}
