import type { BaselineStatistic } from '../../sample/baseline.ts';
import type { Budget, DistributionMetric, Percentile } from '../../sample/budget.ts';
import type { Run } from '../../sample/run.ts';
import { allowanceText, budgetQuantity } from '../../words/budget-words.ts';
import { formatMeasure } from '../../words/units.ts';
import { baselineMismatch, findStatistic } from '../across-runs/baseline.ts';
import { chanceFromBound } from '../statistics/chance.ts';
import { differenceInterval, type Estimate } from '../statistics/difference-interval.ts';
import type { Pool } from '../statistics/pool.ts';
import { pooledStatistic } from '../statistics/pooled-statistic.ts';
import { evidenceOf, missingBound } from './judge-estimate.ts';
import { type Judgement, nothingMeasured } from './judgement.ts';

export interface BaselineBudget extends Budget {
  metric: DistributionMetric | 'errors';
  overBaseline: NonNullable<Budget['overBaseline']>;
}

/** The values of this run, for comparison with the baseline's. */
export interface SeenNow {
  evidence: Pick<Judgement, 'observed' | 'interval' | 'samples' | 'paintSource'>;
  statistic: BaselineStatistic;
  users: number;
  /** Why it has no upper bound, as the rest of a sentence. */
  missing?: string | undefined;
}

/** A percentile or mean of this run; `undefined` if nothing was measured. */
export function seenInPool(pool: Pool, statistic: Percentile | 'mean'): SeenNow | undefined {
  const seen = pooledStatistic(pool, statistic);
  return (
    seen && {
      evidence: evidenceOf(pool, seen),
      statistic: seen,
      users: new Set(pool.users).size,
      missing: seen.upper === undefined ? missingBound(pool, statistic) : undefined,
    }
  );
}

const estimate = ({ observed, lower, upper }: BaselineStatistic): Estimate => ({
  value: observed,
  ...(lower !== undefined && { lower }),
  ...(upper !== undefined && { upper }),
});

type Baselined =
  | { then: NonNullable<ReturnType<typeof findStatistic>>; missing?: never }
  | { then?: never; missing: string };

/** The baseline's value of the budget's statistic, or why it cannot be used, as a sentence. */
function baselined(budget: BaselineBudget, run: Run): Baselined {
  const { baseline, baselineName } = run;
  if (baseline === undefined) {
    const missing =
      baselineName === undefined
        ? 'No baseline was specified: save one with `npx footfall baseline save main`, or specify one with --baseline.'
        : `The baseline "${baselineName}" could not be read.`;
    return { missing };
  }
  const changed = baselineMismatch(baseline, run);
  if (changed.length > 0) {
    const missing = `The baseline "${baseline.name}" was recorded under different conditions, so it cannot be compared: ${changed.join(', ')}. Save one under the conditions of this run.`;
    return { missing };
  }
  const then = findStatistic(baseline, budget);
  if (then === undefined) {
    return { missing: `The baseline "${baseline.name}" does not contain this value: save it again.` };
  }
  return { then };
}

/**
 * Compares how far a statistic is above the baseline with the allowance, the larger of the percentage and the
 * floor: pass if the upper bound of the difference is within it, fail if the lower bound is above it,
 * otherwise inconclusive.
 *
 * @param now `undefined` if nothing was measured
 */
export function judgeOverBaseline(budget: BaselineBudget, now: SeenNow | undefined, run: Run): Judgement {
  if (now === undefined) return { ...nothingMeasured, chance: 1 };
  const { metric, overBaseline } = budget;
  const open = (reason: string, more: Partial<Judgement> = {}): Judgement => ({
    ...now.evidence,
    ...more,
    chance: 1,
    outcome: 'inconclusive',
    reason,
  });
  const { then, missing } = baselined(budget, run);
  if (then === undefined) return open(missing);
  const { paintSource: paintThen, ...baseline } = then;
  if (paintThen !== now.evidence.paintSource) {
    return open(
      `Latencies in the baseline end at the ${paintThen ?? 'unknown'} paint, those of this run at the ${now.evidence.paintSource ?? 'unknown'} paint, so they cannot be compared.`,
      { baseline },
    );
  }

  const allowance = Math.max((overBaseline.percent / 100) * baseline.observed, overBaseline.floor);
  const limit = baseline.observed + allowance;
  const change = differenceInterval(estimate(now.statistic), estimate(baseline));
  const { value, lower, upper } = change;
  const evidence = { ...now.evidence, limit, baseline };
  const show = (difference: number) =>
    `${difference < 0 ? '−' : '+'}${formatMeasure(metric, Math.abs(difference))}`;
  const words = `${budgetQuantity(budget)} was ${formatMeasure(metric, now.statistic.observed)} against ${formatMeasure(metric, baseline.observed)} in the baseline (${show(value)})`;
  const allowed = `${allowanceText({ metric, overBaseline })} is allowed`;
  if (upper !== undefined && upper <= allowance) {
    const reason = `${words}, at most ${show(upper)} at 95 % confidence; ${allowed}.`;
    return { ...evidence, chance: 1, outcome: 'pass', reason };
  }
  if (lower !== undefined && lower > allowance) {
    return {
      ...evidence,
      chance: chanceFromBound(change, allowance, now.users - 1),
      outcome: 'fail',
      reason: `${words}, at least ${show(lower)} at 95 % confidence; ${allowed}.`,
    };
  }
  const bounds = [
    lower !== undefined && `at least ${show(lower)}`,
    upper !== undefined && `at most ${show(upper)}`,
  ].filter(Boolean);
  const why =
    now.missing ??
    (bounds.length > 0
      ? `at 95 % confidence the change is ${bounds.join(' and ')}, which is inconclusive: run a longer steady state, here and for the baseline`
      : 'the baseline has too few samples: save it from a longer run');
  return open(`${words}; ${allowed}, but ${why}.`, evidence);
}
