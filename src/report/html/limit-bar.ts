import type { BudgetResult } from '../../sample/analysis.ts';
import { formatMeasure, formatShare } from '../../sample/units.ts';
import { html, type Markup } from './markup.ts';
import { percentOf } from './scale.ts';

/** The observation as a bar on a track, with the limit as a mark and the interval as a thin line. */
export function limitBar({ outcome, observed, limit, interval, statistic }: BudgetResult): Markup {
  const end = Math.max(limit, observed ?? 0, interval?.upper ?? 0) * (statistic === 'min' ? 1 : 1.06) || 1;
  const lower = interval?.lower ?? observed;
  const upper = interval?.upper ?? observed;
  return html`<div class="limit-bar ${outcome}" aria-hidden="true">
    ${observed !== undefined && html`<i class="fill" style="width:${percentOf(observed, end)}%"></i>`}
    ${
      interval !== undefined &&
      lower !== undefined &&
      upper !== undefined &&
      html`<i class="interval" style="left:${percentOf(lower, end)}%;width:${percentOf(upper - lower, end)}%"></i>`
    }
    <i class="limit" style="left:${percentOf(limit, end)}%"></i>
  </div>`;
}

/** `119 ms`, or that there is nothing. */
export function seenText({ metric, observed }: BudgetResult): string {
  return observed === undefined ? 'not seen' : formatMeasure(metric, observed);
}

/** `at most 3 s`, `at least 50` */
export function limitText({ metric, statistic, limit }: BudgetResult): string {
  return `${statistic === 'min' ? 'at least' : 'at most'} ${formatMeasure(metric, limit)}`;
}

/** How far the observation is from its limit, in words: `25 times below the limit`. */
export function distanceText({ observed, limit, statistic }: BudgetResult): string {
  if (observed === undefined) return '';
  if (statistic === 'min') {
    if (observed === limit) return 'exactly what is asked for';
    const difference = formatShare(Math.abs(observed - limit) / limit);
    return observed > limit ? `${difference} more than asked for` : `${difference} short`;
  }
  if (observed === 0) return 'none';
  if (limit === 0) return 'none is allowed';
  const ratio = observed / limit;
  if (ratio >= 2) return `${Math.round(ratio * 10) / 10} times the limit`;
  if (ratio > 1) return `${formatShare(ratio - 1)} above the limit`;
  if (ratio > 0.5) return `${formatShare(1 - ratio)} below the limit`;
  return `${Math.round(1 / ratio)} times below the limit`;
}
