import { quantileSorted } from 'simple-statistics';
import type { TimelinePoint } from '../sample/analysis.ts';
import type { Thresholds } from '../sample/calibration.ts';
import { groupBy } from '../sample/group-by.ts';
import { hasFailed } from '../sample/has-failed.ts';
import type { StepSample } from '../sample/sample.ts';
import { activeUsersAt, type Presence } from './load/active-users.ts';
import { judgeContamination } from './load/contamination.ts';
import type { RunWindow } from './load/run-window.ts';
import { readingsAt, type SignalSeries } from './load/signals.ts';
import { poolOf } from './statistics/pool.ts';
import { commonPaintSource } from './steps/paint-source.ts';

const secondMs = 1000;

/**
 * One point for each second from the release to the end of the steady state; a step counts in the second of
 * its intended start.
 */
export function timeline(
  steps: StepSample[],
  series: SignalSeries,
  thresholds: Thresholds,
  found: Presence[],
  { releasedAt, steadyEndAt }: RunWindow,
): TimelinePoint[] {
  if (releasedAt === undefined) return [];
  const source = commonPaintSource(steps);
  const bySecond = groupBy(steps, (step) => Math.floor((step.intendedAt - releasedAt) / secondMs));
  const isContaminated = (step: StepSample) => judgeContamination(step, series, thresholds).above.length > 0;
  return Array.from({ length: Math.ceil((steadyEndAt - releasedAt) / secondMs) }, (_, second) => {
    const middleAt = releasedAt + (second + 0.5) * secondMs;
    const inside = bySecond.get(second) ?? [];
    const { values } = poolOf(inside, 'latencyMs', source);
    const max = values.at(-1);
    const signals = readingsAt(series, middleAt, inside);
    return {
      atMs: second * secondMs,
      activeUsers: activeUsersAt(found, middleAt),
      steps: inside.length,
      errors: inside.filter(hasFailed).length,
      ...(max !== undefined && { latencyMs: { p50: quantileSorted(values, 0.5), max } }),
      signals,
      contaminated: inside.filter(isContaminated).length,
    };
  });
}
