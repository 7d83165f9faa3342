import { quantileSorted } from 'simple-statistics';
import type { Distribution } from '../../sample/analysis.ts';
import { percentiles } from '../../sample/budget.ts';
import type { Pool } from './pool.ts';

/**
 * The percentiles of a pool; `undefined` if it is empty. Quantiles interpolate linearly between samples (type
 * 7 of Hyndman and Fan 1996, the default of R and NumPy).
 */
export function distribution({ values }: Pool): Distribution | undefined {
  const max = values.at(-1);
  if (max === undefined) return undefined;
  return {
    p50: quantileSorted(values, percentiles.p50),
    p75: quantileSorted(values, percentiles.p75),
    p95: quantileSorted(values, percentiles.p95),
    p99: quantileSorted(values, percentiles.p99),
    max,
  };
}
