import type { DistributionMetric, LayerMetric } from '../../sample/budget.ts';
import type { PaintSource, StepSample } from '../../sample/sample.ts';
import { layersOf } from '../steps/layers.ts';
import { commonPaintSource, latencyMs } from '../steps/paint-source.ts';

/** The values of one statistic, in ascending order. */
export interface Pool {
  values: number[];
  /** The user of each of `values`: samples of one user are correlated. */
  users: number[];
  /**
   * How many of `values`, counted from the lowest, are exact. The rest belong to steps that timed out or
   * failed: they are "at least".
   */
  known: number;
  paintSource?: PaintSource;
}

interface Values {
  values: number[];
  users: number[];
}

const isLayer = (metric: DistributionMetric): metric is LayerMetric => metric.startsWith('layersMs.');

/** Whether a step that timed out or failed counts, with what is known of its duration. */
export const countsGivenUp = (metric: DistributionMetric) =>
  metric === 'latencyMs' || metric === 'correctedMs';

/** Whether its values end at a paint, so that they only compare with values that end at the same paint. */
const endsAtPaint = (metric: DistributionMetric) => countsGivenUp(metric) || isLayer(metric);

/** Whether the step has an end to which the metric can be measured. */
export const isAnswered = (step: StepSample, source: PaintSource | undefined) =>
  step.outcome.status === 'ok' && source !== undefined;

/** Part of the latency; 0 for a layer that the step does not have. */
function layerMs(step: StepSample, layer: string, source: PaintSource | undefined): number | undefined {
  const ms = isAnswered(step, source) ? latencyMs(step, source as PaintSource) : undefined;
  return ms === undefined ? undefined : (layersOf(step, ms).get(layer) ?? 0);
}

/**
 * The value of a metric for one step; for a step that timed out or failed, its duration until then; for one that was still
 * open, the time since it was meant to begin.
 * `undefined` if it was not measured.
 *
 * @param source paint at which latencies end
 */
export function measureOf(
  step: StepSample,
  metric: DistributionMetric,
  source: PaintSource | undefined,
): number | undefined {
  if (isLayer(metric)) return layerMs(step, metric.slice('layersMs.'.length), source);
  switch (metric) {
    case 'latencyMs':
    case 'correctedMs': {
      if (step.outcome.status === 'open') return step.correctedMs;
      const ms = isAnswered(step, source) ? latencyMs(step, source as PaintSource) : step.responseMs;
      return ms === undefined ? undefined : ms + (metric === 'correctedMs' ? step.lagMs : 0);
    }
    case 'lagMs':
      return step.lagMs;
    case 'requests':
    case 'transferBytes':
      return step.traffic?.[metric];
    case 'jsHeapBytes':
      return step.jsHeapBytes;
    case 'inpMs':
      // Known to be less: as an upper bound, it can only make the pool slower.
      return step.vitals.inpMs ?? step.vitals.inpUnderMs;
    default:
      return step.vitals[metric as keyof StepSample['vitals']];
  }
}

/** Sorts both lists by value, and equal values by user, so that the order of reading does not matter. */
function inOrder({ values, users }: Values): Values {
  const order = Uint32Array.from(values.keys()).sort(
    (a, b) =>
      (values[a] as number) - (values[b] as number) || (users[a] as number) - (users[b] as number) || a - b,
  );
  return {
    values: Array.from(order, (index) => values[index] as number),
    users: Array.from(order, (index) => users[index] as number),
  };
}

/**
 * Steps that timed out or failed never got an answer, so they rank above every step that did: with their
 * duration, or that of the slowest answer if it is higher. A quick failure can therefore never improve a
 * percentile. If no step was answered, the shortest known duration replaces the slowest answer. If no
 * duration is known at all, the pool is empty, because a 0 would be made up.
 *
 * @param answered in milliseconds, ascending
 * @param givenUp in milliseconds, 0 if the duration is unknown
 */
function withGivenUp(answered: Values, givenUp: Values): Pool {
  const known = answered.values.length;
  if (givenUp.values.length === 0) return { ...answered, known };
  const waited = givenUp.values.reduce(
    (least, ms) => (ms > 0 ? Math.min(least, ms) : least),
    Number.POSITIVE_INFINITY,
  );
  const least = answered.values[known - 1] ?? waited;
  if (!Number.isFinite(least)) return { values: [], users: [], known: 0 };
  const floors = inOrder({ values: givenUp.values.map((ms) => Math.max(ms, least)), users: givenUp.users });
  return {
    values: answered.values.concat(floors.values),
    users: answered.users.concat(floors.users),
    known,
  };
}

/**
 * Pools a metric from the steps that have it. Layers are pooled from the answered steps.
 *
 * @param paintSource paint at which latencies end; pass it if these steps are only part of what is compared
 */
export function poolOf(
  steps: StepSample[],
  metric: DistributionMetric,
  paintSource: PaintSource | undefined = commonPaintSource(steps),
): Pool {
  const answered: Values = { values: [], users: [] };
  const givenUp: Values = { values: [], users: [] };
  for (const step of steps) {
    const value = measureOf(step, metric, paintSource);
    const isOpen = countsGivenUp(metric) && !isAnswered(step, paintSource);
    if (value === undefined && !isOpen) continue;
    const side = isOpen ? givenUp : answered;
    side.values.push(value ?? 0);
    side.users.push(step.user);
  }
  const pool = withGivenUp(inOrder(answered), givenUp);
  return paintSource === undefined || !endsAtPaint(metric) ? pool : { ...pool, paintSource };
}
