import type { ComparedMetric } from '../../sample/comparison.ts';
import { layerWord } from '../../words/layer-words.ts';
import { formatMeasure } from '../../words/units.ts';
import { type Change, type Outcome, outcomeOf } from './change.ts';
import { type ComparedLayers, mostChangedLayer } from './mean-layers.ts';
import type { Levels } from './settings.ts';

/** A metric whose answer waits until it is known how many are asked, since that decides how sure each must be. */
export type Question = (levels: Levels) => ComparedMetric;

type Metric = ComparedMetric['metric'];

/** What was found out about a metric; without `change` there is no interval yet. */
interface Found
  extends Pick<ComparedMetric, 'metric' | 'statistic' | 'role' | 'margin' | 'samples' | 'pairs'> {
  base?: number;
  head?: number;
  change?: Change;
  /** Why there is no interval, or not both bounds, as a sentence without its full stop. */
  missing: string;
  layers?: ComparedLayers;
}

/** A change with its sign: `+41 ms`. */
export const signed = (metric: Metric, value: number) =>
  `${value < 0 ? '−' : '+'}${formatMeasure(metric, Math.abs(value))}`;

/** How many more pairs would bring the interval clear of the margin: its width falls with the root of their number. */
function morePairs(pairs: number, { value, own: { lower, upper } }: Change, margin: number): number {
  const reach = ((upper ?? value) - (lower ?? value)) / 2;
  // Right at the margin no number of pairs would do; a quarter of it is as near as is worth telling.
  const room = Math.max(Math.abs(Math.abs(value) - margin), margin / 4);
  return Math.max(1, Math.ceil(pairs * (reach / room) ** 2) - pairs);
}

function whyUnresolved({ metric, change, pairs, margin, missing }: Found): string {
  const { value, own } = change ?? {};
  if (change === undefined || own?.lower === undefined || own.upper === undefined || value === undefined) {
    return missing;
  }
  if (own.lower > margin || own.upper < -margin) return 'which can still be chance, among so many metrics';
  const may = `which may be above or below the margin of ${formatMeasure(metric, margin)}`;
  return pairs === undefined
    ? may
    : `${may}; about ${morePairs(pairs, change, margin)} more pairs would tell`;
}

/** `+32 ms of it: app server`: where most of a change is. */
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

/** @param outcome where it is not the interval alone that decides */
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
