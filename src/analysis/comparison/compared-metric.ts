import type { ComparedMetric } from '../../sample/comparison.ts';
import { layerWord } from '../../words/layer-words.ts';
import { formatMeasure } from '../../words/units.ts';
import { type Change, type Outcome, outcomeOf } from './change.ts';
import { type ComparedLayers, mostChangedLayer } from './mean-layers.ts';
import type { Levels } from './settings.ts';

/** A metric to be judged once the number of metrics is known, since that decides the confidence levels. */
export type Question = (levels: Levels) => ComparedMetric;

type Metric = ComparedMetric['metric'];

/** The measurements of a metric; without `change` there is no interval yet. */
interface Found
  extends Pick<ComparedMetric, 'metric' | 'statistic' | 'role' | 'margin' | 'samples' | 'pairs'> {
  base?: number;
  head?: number;
  change?: Change;
  /** Why the interval or one of its bounds is missing, as a sentence without its full stop. */
  missing: string;
  layers?: ComparedLayers;
}

/** A change with its sign: `+41 ms`. */
export const signed = (metric: Metric, value: number) =>
  `${value < 0 ? '−' : '+'}${formatMeasure(metric, Math.abs(value))}`;

/** How many more pairs would move the interval clear of the margin: its width shrinks with the square root of their number. */
function morePairs(pairs: number, { value, own: { lower, upper } }: Change, margin: number): number {
  const reach = ((upper ?? value) - (lower ?? value)) / 2;
  // Exactly at the margin no number of pairs would be enough, so the distance is at least a quarter of the margin.
  const room = Math.max(Math.abs(Math.abs(value) - margin), margin / 4);
  return Math.max(1, Math.ceil(pairs * (reach / room) ** 2) - pairs);
}

function whyUnresolved({ metric, change, pairs, margin, missing }: Found): string {
  const { value, own } = change ?? {};
  if (change === undefined || own?.lower === undefined || own.upper === undefined || value === undefined) {
    return missing;
  }
  if (own.lower > margin || own.upper < -margin)
    return 'which may still be chance, given the number of metrics';
  const may = `which may be above or below the margin of ${formatMeasure(metric, margin)}`;
  return pairs === undefined
    ? may
    : `${may}; about ${morePairs(pairs, change, margin)} more pairs are needed to decide`;
}

/** `+32 ms of it: app server`: the layer with most of the change. */
function whereChanged(layers: ComparedLayers, change: number): string {
  const most = mostChangedLayer(layers, change);
  return most === undefined ? '' : `; ${signed('latencyMs', most.change)} of it: ${layerWord(most.layer)}`;
}

function reasonOf(found: Found, outcome: Outcome): string {
  const { metric, change, margin, layers = [] } = found;
  if (change === undefined) return `${found.missing}.`;
  const { value, own } = change;
  const interval =
    own.lower === undefined || own.upper === undefined
      ? ''
      : ` (${signed(metric, own.lower)} to ${signed(metric, own.upper)})`;
  const figures = `${signed(metric, value)}${interval}`;
  const limit = formatMeasure(metric, margin);
  switch (outcome) {
    case 'slower':
    case 'faster':
      return `${figures}, more than the margin of ${limit}${whereChanged(layers, value)}.`;
    case 'same':
      return `${figures}, within the margin of ${limit}.`;
    case 'unresolved':
      return `${figures}, ${whyUnresolved(found)}.`;
  }
}

/** @param outcome if the interval alone does not decide it */
export function comparedMetric(found: Found, outcome?: Outcome): ComparedMetric {
  const { metric, statistic, role, base, head, change, margin, samples, pairs } = found;
  const decided = outcome ?? (change === undefined ? 'unresolved' : outcomeOf(change, margin));
  return {
    metric,
    statistic,
    role,
    ...(base !== undefined && { base }),
    ...(head !== undefined && { head }),
    ...(change !== undefined && { change: { value: change.value, ...change.own } }),
    margin,
    samples,
    ...(pairs !== undefined && { pairs }),
    outcome: decided,
    reason: reasonOf(found, decided),
  };
}
