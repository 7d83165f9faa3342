import type { BudgetResult } from '../../../sample/analysis.ts';
import { isLeast, shownOutcome } from '../../../words/budget-words.ts';
import { formatMeasure, formatShare } from '../../../words/units.ts';
import { html, type Markup } from '../markup.ts';
import { percentOf } from './scale.ts';

/**
 * The observed value as a bar on a track, with the limit as a mark and the interval as a thin line. A share is judged by
 * its count, so its interval would be misleading here.
 */
export function limitBar(result: BudgetResult): Markup {
  const { observed, limit, statistic } = result;
  const interval = statistic === 'share' ? undefined : result.interval;
  const end = Math.max(limit ?? 0, observed ?? 0, interval?.upper ?? 0) * (isLeast(result) ? 1 : 1.06) || 1;
  const lower = interval?.lower ?? observed;
  const upper = interval?.upper ?? observed;
  return html`<div class="limit-bar ${shownOutcome(result)}" aria-hidden="true">
    ${observed !== undefined && observed > 0 && html`<i class="fill" style="width:${percentOf(observed, end)}%"></i>`}
    ${
      interval !== undefined &&
      lower !== undefined &&
      upper !== undefined &&
      html`<i class="interval" style="left:${percentOf(lower, end)}%;width:${percentOf(upper - lower, end)}%"></i>`
    }
    ${limit !== undefined && html`<i class="limit" style="left:${percentOf(limit, end)}%"></i>`}
  </div>`;
}

/** `119 ms`, or `not measured`. */
export function seenText({ metric, observed }: BudgetResult): string {
  return observed === undefined ? 'not measured' : formatMeasure(metric, observed);
}

/** The distance of the observed value from its limit, in words: `25 times faster than needed`. */
export function distanceText(result: BudgetResult): string {
  const { metric, observed, limit } = result;
  if (observed === undefined || limit === undefined) return '';
  if (isLeast(result)) {
    if (observed === limit) return 'exactly the minimum';
    const difference = formatShare(Math.abs(observed - limit) / limit);
    return observed > limit ? `${difference} above the minimum` : `${difference} below the minimum`;
  }
  if (observed === 0) return 'none';
  if (limit === 0) return 'none allowed';
  const ratio = observed / limit;
  if (ratio >= 2) return `${Math.round(ratio * 10) / 10} times the limit`;
  if (ratio > 1) return `${formatShare(ratio - 1)} above the limit`;
  if (ratio > 0.5) return `${formatShare(1 - ratio)} below the limit`;
  const better = metric.endsWith('Ms') || metric.startsWith('layersMs.') ? 'faster' : 'lower';
  return `${Math.round(1 / ratio)} times ${better} than needed`;
}
