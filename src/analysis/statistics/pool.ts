import type { DistributionMetric, LayerMetric } from '../../sample/budget.ts';
import type { PaintSource, StepSample } from '../../sample/sample.ts';
import { layersOf } from '../steps/layers.ts';
import { commonPaintSource, latencyMs } from '../steps/paint-source.ts';

/** The values of one statistic, sorted upwards. */
export interface Pool {
  values: number[];
  /** Who measured each of `values`: the samples of one user resemble each other. */
  users: number[];
  /** How many of `values`, counted from the lowest, are known. The rest were given up: they are "at least". */
  known: number;
  paintSource?: PaintSource;
}

interface Values {
  values: number[];
  users: number[];
}

const isLayer = (metric: DistributionMetric): metric is LayerMetric => metric.startsWith('layersMs.');

/** Whether a step that was given up counts, with what is known of its time. */
export const countsGivenUp = (metric: DistributionMetric) =>
  metric === 'latencyMs' || metric === 'correctedMs';

/** Whether its values end at a paint, so that they compare only with those that end at the same. */
const endsAtPaint = (metric: DistributionMetric) => countsGivenUp(metric) || isLayer(metric);

/** Whether there is an end that the metric can be measured to. */
export const isAnswered = (step: StepSample, source: PaintSource | undefined) =>
  step.outcome.status === 'ok' && source !== undefined;

/** Part of the latency; a layer that the step does not name took 0 in it. */
function layerMs(step: StepSample, layer: string, source: PaintSource | undefined): number | undefined {
  const ms = isAnswered(step, source) ? latencyMs(step, source as PaintSource) : undefined;
  return ms === undefined ? undefined : (layersOf(step, ms).get(layer) ?? 0);
}

/**
 * What one step says of a metric; for a step that was given up, how long it had taken by then. Absent when it was not measured.
 *
 * @param source where latencies end
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
    default:
      return step.vitals[metric as keyof StepSample['vitals']];
  }
}

/** Both lists in the order of the values; equal values in the order of their users, so that the order of reading is nothing. */
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
 * Steps that were given up never got an answer, so they stand above every step that did: with the time at which they
 * were given up, or the slowest answer when that is higher. A quick failure can then never improve a percentile. Where
 * nothing was answered, the quickest to be given up takes the place of the slowest answer, and where no time is known at
 * all, there is nothing to pool: a 0 would be made up.
 *
 * @param answered in milliseconds, sorted upwards
 * @param givenUp in milliseconds, 0 where no time is known
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
 * What a metric says about these steps: pooled from the steps that have it. Layers are pooled from the answered steps.
 *
 * @param paintSource where latencies end; to be given when these steps are only a part of what is compared
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
