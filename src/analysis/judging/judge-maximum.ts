import type { Budget } from '../../sample/budget.ts';
import { budgetQuantity } from '../../words/budget-words.ts';
import { formatCount, formatMeasure, howMany } from '../../words/units.ts';
import type { Pool } from '../statistics/pool.ts';
import { pooledStatistic } from '../statistics/pooled-statistic.ts';
import { evidenceOf } from './judge-estimate.ts';
import { type Judgement, nothingMeasured } from './judgement.ts';

/**
 * Compares the highest value with the limit. Like a count of errors, it is an observation and not an
 * estimate, so it has no interval.
 */
export function judgeMaximum(
  { metric, limit }: Pick<Budget, 'metric'> & { limit: number },
  pool: Pool,
): Judgement {
  const seen = pooledStatistic(pool, 'max');
  if (seen === undefined) return nothingMeasured;
  const unanswered = pool.values.length - pool.known;
  const evidence = evidenceOf(pool, seen);
  const words = `${budgetQuantity({ metric, statistic: 'max' })} was ${unanswered > 0 ? 'at least ' : ''}${formatMeasure(metric, seen.observed)}; ${formatMeasure(metric, limit)} is allowed`;
  if (seen.observed > limit) return { ...evidence, outcome: 'fail', reason: `${words}.` };
  return unanswered === 0
    ? { ...evidence, outcome: 'pass', reason: `${words}.` }
    : {
        ...evidence,
        outcome: 'inconclusive',
        reason: `${words}, but ${formatCount(unanswered)} of ${howMany(pool.values.length, 'step')} never got an answer.`,
      };
}
