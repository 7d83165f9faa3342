import { quantileSorted } from 'simple-statistics';
import { type Budget, type DistributionMetric, type Percentile, percentiles } from '../sample/budget.ts';
import { budgetQuantity } from '../sample/budget-words.ts';
import type { StepSample } from '../sample/sample.ts';
import { formatCount, formatMeasure } from '../sample/units.ts';
import type { Judgement } from './judgement.ts';
import { boundRanks, samplesForUpperBound } from './percentile-bound.ts';
import { poolOf } from './pool.ts';

export interface PercentileBudget extends Budget {
  metric: DistributionMetric;
  statistic: Percentile;
}

/**
 * Holds a percentile against its limit: passed when the upper bound is within the limit, failed when the lower bound is
 * above it, else inconclusive. An upper bound that rests on a step without an answer is no bound.
 */
export function judgePercentile(
  { metric, statistic, limit }: PercentileBudget,
  steps: StepSample[],
): Judgement {
  const { values, known, paintSource } = poolOf(steps, metric);
  const samples = values.length;
  if (samples === 0) {
    return { samples, outcome: 'inconclusive', reason: 'Nothing of this was measured in the steady state.' };
  }
  const quantile = percentiles[statistic];
  const ranks = boundRanks(samples, quantile);
  const lower = ranks.lower === undefined ? undefined : values[ranks.lower - 1];
  const upper = ranks.upper === undefined || ranks.upper > known ? undefined : values[ranks.upper - 1];
  const observed = quantileSorted(values, quantile);
  const evidence = {
    observed,
    ...((lower !== undefined || upper !== undefined) && {
      interval: { ...(lower !== undefined && { lower }), ...(upper !== undefined && { upper }) },
    }),
    samples,
    ...(paintSource && { paintSource }),
  };

  const show = (value: number) => formatMeasure(metric, value);
  const unanswered = (samples - 1) * quantile > known - 1;
  const seen = `${budgetQuantity({ metric, statistic })} was ${unanswered ? 'at least ' : ''}${show(observed)}`;
  const allowed = `${show(limit)} is allowed`;
  if (upper !== undefined && upper <= limit) {
    return {
      ...evidence,
      outcome: 'pass',
      reason: `${seen}, at most ${show(upper)} at 95 % confidence; ${allowed}.`,
    };
  }
  if (lower !== undefined && lower > limit) {
    return {
      ...evidence,
      outcome: 'fail',
      reason: `${seen}${unanswered ? '' : `, at least ${show(lower)} at 95 % confidence`}; ${allowed}.`,
    };
  }
  const needed = samplesForUpperBound(quantile);
  const missing =
    samples < needed
      ? `${formatCount(samples)} samples are too few, ${formatCount(needed)} bear a verdict (${formatCount(needed - samples)} more)`
      : upper === undefined
        ? `${formatCount(samples - known)} of ${formatCount(samples)} steps never got an answer, so it has no upper bound`
        : `at 95 % confidence it is ${lower === undefined ? '' : `at least ${show(lower)} and `}at most ${show(upper)}, which leaves the limit open: a longer steady state would tell`;
  return { ...evidence, outcome: 'inconclusive', reason: `${seen}; ${allowed}, but ${missing}.` };
}
