import { quantileSorted } from 'simple-statistics';
import type { BaselineStatistic } from '../../sample/baseline.ts';
import { isPercentile, quantileOf, type Statistic } from '../../sample/budget.ts';
import { meanInterval } from './mean-interval.ts';
import type { Pool } from './pool.ts';
import { quantileInterval } from './quantile-interval.ts';

/**
 * A statistic of a pool with its one-sided 95 % bounds. No upper bound depends on a step without an answer. A
 * maximum has no bounds: it is an observation, not an estimate.
 *
 * @returns `undefined` for an empty pool, and for anything but a percentile, mean or maximum
 */
export function pooledStatistic(pool: Pool, statistic: Statistic): BaselineStatistic | undefined {
  const { values, users, known } = pool;
  const highest = values[values.length - 1];
  if (highest === undefined) return undefined;
  if (statistic === 'max') return { observed: highest };
  if (statistic === 'mean') {
    const { mean, lower, upper } = meanInterval(values, { users });
    return {
      observed: mean,
      ...(lower !== undefined && { lower }),
      ...(upper !== undefined && known === values.length && { upper }),
    };
  }
  if (!isPercentile(statistic)) return undefined;
  const quantile = quantileOf(statistic);
  return {
    observed: quantileSorted(values, quantile),
    ...quantileInterval(values, quantile, { users, known }),
  };
}
