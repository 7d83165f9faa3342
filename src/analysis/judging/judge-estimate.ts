import type { BaselineStatistic } from '../../sample/baseline.ts';
import {
  type Budget,
  type DistributionMetric,
  isPercentile,
  type Percentile,
  quantileOf,
} from '../../sample/budget.ts';
import { budgetQuantity } from '../../words/budget-words.ts';
import { formatCount, formatMeasure, howMany } from '../../words/units.ts';
import { chanceOfMean } from '../statistics/chance.ts';
import type { Pool } from '../statistics/pool.ts';
import { pooledStatistic } from '../statistics/pooled-statistic.ts';
import {
  probabilityAtMost,
  quantileInterval,
  samplesForUpperBound,
} from '../statistics/quantile-interval.ts';
import { sureUpperBound } from '../statistics/sure-upper-bound.ts';
import { type Judgement, nothingMeasured } from './judgement.ts';

export interface EstimateBudget extends Budget {
  metric: DistributionMetric;
  statistic: Percentile | 'mean';
  limit: number;
}

/** Samples of one user say nothing about other users, however many there are. */
const oneUserOnly = 'all samples come from one user and are correlated; at least two users are needed';

const isOneUser = ({ users }: Pool) => users.every((user) => user === users[0]);

/** The observed values of a pool, as a judgement contains them. */
export function evidenceOf(
  { values, paintSource }: Pool,
  { observed, lower, upper }: BaselineStatistic,
): Pick<Judgement, 'observed' | 'interval' | 'samples' | 'paintSource'> {
  return {
    observed,
    ...((lower !== undefined || upper !== undefined) && {
      interval: { ...(lower !== undefined && { lower }), ...(upper !== undefined && { upper }) },
    }),
    samples: values.length,
    ...(paintSource && { paintSource }),
  };
}

/**
 * Whether the statistic depends on a step that never got an answer: then it is at least the observed value.
 */
function isUnanswered({ values, known }: Pool, statistic: Percentile | 'mean'): boolean {
  return isPercentile(statistic)
    ? (values.length - 1) * quantileOf(statistic) > known - 1
    : known < values.length;
}

/** Why a statistic has no upper bound, as the rest of a sentence; `undefined` if it has one. */
export function missingBound(pool: Pool, statistic: Percentile | 'mean'): string | undefined {
  const { values, users, known } = pool;
  const samples = values.length;
  if (isOneUser(pool)) return oneUserOnly;
  if (isPercentile(statistic)) {
    const quantile = quantileOf(statistic);
    const needed = samplesForUpperBound(quantile);
    if (samples < needed) {
      return `${howMany(samples, 'sample is', 'samples are')} too few; at least ${formatCount(needed)} are needed (${formatCount(needed - samples)} more)`;
    }
    if (quantileInterval(values, quantile, { users }).upper === undefined) {
      return `${howMany(samples, 'sample')} from ${howMany(new Set(users).size, 'user')} are too few, because samples of one user are correlated: use more users or a longer steady state`;
    }
  }
  return known < samples
    ? `${formatCount(samples - known)} of ${howMany(samples, 'step')} never got an answer, so it has no upper bound`
    : undefined;
}

/**
 * Compares a percentile or mean with its limit: pass if the upper bound is within the limit, fail if the
 * lower bound is above it, otherwise inconclusive. An upper bound that depends on a step without an answer
 * does not count.
 */
export function judgeEstimate({ metric, statistic, limit }: EstimateBudget, pool: Pool): Judgement {
  const { values, users } = pool;
  const seen = pooledStatistic(pool, statistic);
  if (seen === undefined) return nothingMeasured;
  const upper =
    seen.upper ?? (isPercentile(statistic) ? sureUpperBound(pool, quantileOf(statistic), limit) : undefined);
  const { observed, lower } = seen;
  const evidence = evidenceOf(pool, { ...seen, ...(upper !== undefined && { upper }) });

  const show = (value: number) => formatMeasure(metric, value);
  const unanswered = isUnanswered(pool, statistic);
  const words = `${budgetQuantity({ metric, statistic })} was ${unanswered ? 'at least ' : ''}${show(observed)}`;
  const allowed = `${show(limit)} is allowed`;
  if (upper !== undefined && upper <= limit) {
    const reason = `${words}, at most ${show(upper)} at 95 % confidence; ${allowed}.`;
    return { ...evidence, chance: 1, outcome: 'pass', reason };
  }
  if (lower !== undefined && lower > limit) {
    return {
      ...evidence,
      chance: isPercentile(statistic)
        ? probabilityAtMost(values, quantileOf(statistic), limit, users)
        : chanceOfMean(pool, limit),
      outcome: 'fail',
      reason: `${words}${unanswered ? '' : `, at least ${show(lower)} at 95 % confidence`}; ${allowed}.`,
    };
  }
  const missing =
    (upper === undefined ? missingBound(pool, statistic) : undefined) ??
    `at 95 % confidence it is ${lower === undefined ? '' : `at least ${show(lower)} and `}at most ${show(upper ?? observed)}, which is inconclusive: run a longer steady state`;
  return { ...evidence, chance: 1, outcome: 'inconclusive', reason: `${words}; ${allowed}, but ${missing}.` };
}
