import { quantileSorted } from 'simple-statistics';
import type { Budget } from '../../sample/budget.ts';
import type { AuditSample } from '../../sample/sample.ts';
import { budgetQuantity, isLeast } from '../../words/budget-words.ts';
import { formatCount, formatMeasure } from '../../words/units.ts';
import { quantileInterval, samplesForUpperBound } from '../statistics/quantile-interval.ts';
import type { Judgement } from './judgement.ts';

const needed = samplesForUpperBound(0.5);

function valueOf({ categories, audits }: AuditSample, metric: Budget['metric']): number | undefined {
  const [family, ...rest] = metric.split('.');
  return (family === 'categories' ? categories : audits)[rest.join('.')];
}

/**
 * Holds the median of the Lighthouse runs on a page against its limit. Five runs bear both bounds of a median, which are then near the
 * least and the highest of them: so it is met or missed when all five agree. That is too few to be corrected for the number of limits.
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
        ? `Lighthouse did not get to see the ${page} page in this run.`
        : `Lighthouse told nothing of this on the ${page} page: it knows no such figure, or could not measure it.`;
    return { samples, outcome: 'inconclusive', reason };
  }
  const observed = quantileSorted(values, 0.5);
  const interval = quantileInterval(values, 0.5);
  const { lower, upper } = interval;
  const least = isLeast({ metric, statistic });
  const show = (value: number) => formatMeasure(metric, value);
  const words = `${budgetQuantity({ metric, statistic })} was ${show(observed)}, the median of ${formatCount(samples)} runs; ${least ? 'at least ' : ''}${show(limit)} is ${least ? 'asked for' : 'allowed'}`;
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
      ? `${formatCount(needed)} runs bear a verdict`
      : `at 95 % confidence it is ${lower === undefined ? '' : `at least ${show(lower)} and `}at most ${show(upper ?? observed)}, which leaves the limit open`;
  return { ...evidence, outcome: 'inconclusive', reason: `${words}, but ${missing}.` };
}
