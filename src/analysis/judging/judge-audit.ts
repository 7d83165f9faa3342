import { quantileSorted } from 'simple-statistics';
import type { Budget } from '../../sample/budget.ts';
import type { AuditSample } from '../../sample/sample.ts';
import { budgetQuantity, isLeast } from '../../words/budget-words.ts';
import { formatCount, formatMeasure, howMany } from '../../words/units.ts';
import { quantileInterval, samplesForUpperBound } from '../statistics/quantile-interval.ts';
import type { Judgement } from './judgement.ts';

const needed = samplesForUpperBound(0.5);

function valueOf({ categories, audits }: AuditSample, metric: Budget['metric']): number | undefined {
  const [family, ...rest] = metric.split('.');
  return (family === 'categories' ? categories : audits)[rest.join('.')];
}

/**
 * Compares the median of the Lighthouse runs of a page with its limit. Five runs are enough for both bounds
 * of a median, which are then close to the lowest and the highest run: so the limit is met or missed if all
 * five agree. That is too few for a correction for the number of limits.
 *
 * @param audits of all pages
 */
export function judgeAudit(
  { page, metric, statistic, limit }: Budget & { limit: number },
  audits: AuditSample[],
): Judgement {
  const ofPage = audits.filter((sample) => sample.page === page);
  const values = ofPage.flatMap((sample) => valueOf(sample, metric) ?? []).sort((a, b) => a - b);
  const samples = values.length;
  if (samples === 0) {
    const reason =
      ofPage.length === 0
        ? `Lighthouse did not audit the ${page} page in this run.`
        : `Lighthouse reported no such value for the ${page} page: it has no such category or audit, or could not measure it.`;
    return { samples, outcome: 'inconclusive', reason };
  }
  const observed = quantileSorted(values, 0.5);
  const interval = quantileInterval(values, 0.5);
  const { lower, upper } = interval;
  const least = isLeast({ metric, statistic });
  const show = (value: number) => formatMeasure(metric, value);
  const words = `${budgetQuantity({ metric, statistic })} was ${show(observed)}, the median of ${howMany(samples, 'run')}; ${least ? 'at least ' : ''}${show(limit)} is ${least ? 'required' : 'allowed'}`;
  const evidence = {
    observed,
    ...((lower !== undefined || upper !== undefined) && { interval }),
    samples,
  };
  const within = least ? lower !== undefined && lower >= limit : upper !== undefined && upper <= limit;
  const beyond = least ? upper !== undefined && upper < limit : lower !== undefined && lower > limit;
  if (within) return { ...evidence, outcome: 'pass', reason: `${words}.` };
  if (beyond) return { ...evidence, outcome: 'fail', reason: `${words}.` };
  const missing =
    samples < needed
      ? `at least ${formatCount(needed)} runs are needed`
      : `at 95 % confidence it is ${lower === undefined ? '' : `at least ${show(lower)} and `}at most ${show(upper ?? observed)}, which is inconclusive`;
  return { ...evidence, outcome: 'inconclusive', reason: `${words}, but ${missing}.` };
}
