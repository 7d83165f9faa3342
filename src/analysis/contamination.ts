import type { BudgetResult } from '../sample/analysis.ts';
import { distributionMetrics } from '../sample/budget.ts';
import type { StepSample, TelemetrySample } from '../sample/sample.ts';
import { formatShare } from '../sample/units.ts';
import { contaminatedLimit, saturatedCpuShare } from '../sample/validity-limits.ts';

/** Share of steps between whose input and paint the machine was saturated; absent without readings of it. */
export function contaminatedShare(steps: StepSample[], host: TelemetrySample[]): number | undefined {
  const readings = host.filter((reading) => reading.values.cpuShare !== undefined);
  if (readings.length === 0 || steps.length === 0) return undefined;
  const saturated = readings.filter((reading) => (reading.values.cpuShare ?? 0) >= saturatedCpuShare);
  const touched = steps.filter((step) => {
    const from = step.inputAt ?? step.intendedAt;
    const to = from + (step.responseMs ?? 0);
    return saturated.some(({ at, intervalMs }) => at - intervalMs < to && from < at);
  });
  return touched.length / steps.length;
}

const timed: readonly string[] = [...distributionMetrics, 'errors'];

/**
 * A busy measuring machine can make an answer look slower, never faster. So what was met stays met, and what was missed
 * while it was busy is open. How many documents or users there were has nothing to do with it.
 */
export function excuseContaminated(result: BudgetResult, share: number | undefined): BudgetResult {
  if (result.outcome !== 'fail' || share === undefined || share <= contaminatedLimit) return result;
  if (!timed.includes(result.metric)) return result;
  return {
    ...result,
    outcome: 'inconclusive',
    reason: `${result.reason} But the measuring machine was saturated in ${formatShare(share)} of the steps, so this may be its own slowness: repeat the run with fewer users or more cores.`,
  };
}
