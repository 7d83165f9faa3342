import { quantileSorted } from 'simple-statistics';
import type { StepAnalysis } from '../../sample/analysis.ts';
import { percentiles } from '../../sample/budget.ts';
import { type StepSample, Vitals } from '../../sample/sample.ts';
import { poolOf } from '../statistics/pool.ts';

/** The p75 of each vital, the percentile that Google evaluates: https://web.dev/articles/vitals */
export function vitals(steps: StepSample[]): StepAnalysis['vitals'] {
  const result: StepAnalysis['vitals'] = {};
  for (const name of Vitals.keyof().exclude(['inpUnderMs']).options) {
    const { values } = poolOf(steps, name);
    if (values.length > 0) {
      const p75 = quantileSorted(values, percentiles.p75);
      const isBound = name === 'inpMs' && steps.some(({ vitals: { inpUnderMs = 0 } }) => inpUnderMs >= p75);
      result[name] = { p75, samples: values.length, ...(isBound && { isBelow: true }) };
    }
  }
  return result;
}
