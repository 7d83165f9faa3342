import { quantileSorted } from 'simple-statistics';
import { type Budget, type DistributionMetric, percentiles } from '../sample/budget.ts';
import { groupBy } from '../sample/group-by.ts';
import type { StepSample } from '../sample/sample.ts';
import { formatCount, formatDuration, formatMeasure } from '../sample/units.ts';
import type { Judgement } from './judgement.ts';
import { commonPaintSource } from './paint-source.ts';
import { samplesForUpperBound } from './percentile-bound.ts';
import { poolOf } from './pool.ts';
import type { RunWindow } from './run-window.ts';

/** Short enough to show a stall of some seconds, long enough for fifty users to give it a p95. */
const windowMs = 10_000;

export interface WorstWindowBudget extends Budget {
  metric: DistributionMetric;
  statistic: 'worstWindowP95';
}

/**
 * Holds the p95 of every 10 seconds of the steady state against the limit. One window above it fails; to pass, every full
 * window must have the samples for a p95. A rest shorter than 10 s can only fail.
 */
export function judgeWorstWindow(
  { metric, limit }: WorstWindowBudget,
  steps: StepSample[],
  { steadyStartAt, steadyMs }: RunWindow,
): Judgement {
  const source = commonPaintSource(steps);
  const bySpan = groupBy(steps, (step) => Math.floor((step.intendedAt - steadyStartAt) / windowMs));
  const fullWindows = Math.floor(steadyMs / windowMs);
  const pools = Array.from({ length: Math.ceil(steadyMs / windowMs) }, (_, index) =>
    poolOf(bySpan.get(index) ?? [], metric, source),
  );
  const samples = pools.reduce((sum, { values }) => sum + values.length, 0);
  const p95s = pools.map(({ values }) =>
    values.length > 0 ? quantileSorted(values, percentiles.p95) : undefined,
  );
  const measured = p95s.filter((p95) => p95 !== undefined);
  if (measured.length === 0) {
    return { samples, outcome: 'inconclusive', reason: 'Nothing of this was measured in the steady state.' };
  }
  const observed = Math.max(...measured);
  const evidence = { observed, samples, ...(source && { paintSource: source }) };
  const from = (p95s.indexOf(observed) * windowMs) / 1000;
  const seen = `The worst 10 s, from second ${from} of the steady state on, had a p95 of ${formatMeasure(metric, observed)}`;
  const allowed = `${formatMeasure(metric, limit)} is allowed`;
  if (observed > limit) return { ...evidence, outcome: 'fail', reason: `${seen}; ${allowed}.` };

  const needed = samplesForUpperBound(percentiles.p95);
  const fewest = Math.min(...pools.slice(0, fullWindows).map(({ values }) => values.length));
  if (fullWindows === 0) {
    const reason = `${seen}; ${allowed}, but the steady state lasted only ${formatDuration(steadyMs)}.`;
    return { ...evidence, outcome: 'inconclusive', reason };
  }
  if (fewest < needed) {
    const reason = `${seen}; ${allowed}, but one window has only ${formatCount(fewest)} samples, ${needed} bear a p95.`;
    return { ...evidence, outcome: 'inconclusive', reason };
  }
  return { ...evidence, outcome: 'pass', reason: `${seen}; ${allowed}.` };
}
