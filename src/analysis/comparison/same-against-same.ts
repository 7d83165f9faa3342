import { median, quantile } from 'simple-statistics';
import type { ComparedMetric, Comparison, SameAgainstSame } from '../../sample/comparison.ts';
import { wilsonBounds } from '../statistics/wilson-bound.ts';
import { adviseMargin, type Unchanged } from './advise-margin.ts';

/** Half the width of an interval; undefined if a bound is missing. */
function reachOf({ change }: ComparedMetric): number | undefined {
  if (change?.lower === undefined || change.upper === undefined) return undefined;
  return (change.upper - change.lower) / 2;
}

/** Two-sided 95 %. */
const eachBound = 0.975;

/**
 * What many comparisons of a product with itself show about the machine. Every metric called slower or faster is a false
 * alarm, whether judged or watched; metrics without an interval cannot give one and are not counted.
 *
 * A change is found if its interval lies beyond the margin, so the smallest change that a comparison finds in half of all
 * cases is the margin plus half the width of the interval.
 *
 * @throws if no latency of any of the comparisons has an interval, or none was made side by side
 */
export function sameAgainstSame(comparisons: Comparison[]): SameAgainstSame {
  const metrics = comparisons
    .flatMap(({ steps }) => steps.flatMap((step) => step.metrics))
    .filter((metric) => reachOf(metric) !== undefined);
  const latencies = metrics.flatMap((metric): (Unchanged & { margin: number })[] => {
    const { base, change, margin, statistic } = metric;
    const reach = reachOf(metric);
    if (metric.metric !== 'latencyMs' || statistic !== 'typical') return [];
    return base === undefined || change === undefined || reach === undefined
      ? []
      : [{ base, value: change.value, reach, margin }];
  });
  const durations = comparisons.flatMap(({ durationMs }) => (durationMs === undefined ? [] : [durationMs]));
  const [first] = comparisons;
  if (first === undefined || latencies.length === 0 || durations.length === 0) {
    throw new Error(
      'no step has an interval in any of the comparisons, so false alarms cannot be counted; compare for longer or with more users',
    );
  }
  const alarms = metrics.filter(({ outcome }) => outcome === 'slower' || outcome === 'faster').length;
  const smallestMs = latencies.map(({ margin, reach }) => margin + reach);
  return {
    schemaVersion: 1,
    startedAt: first.startedAt,
    margin: first.margin,
    comparisons: comparisons.length,
    failed: comparisons.filter(({ verdict }) => verdict.outcome === 'fail').length,
    judged: metrics.length,
    resolved: metrics.filter(({ outcome }) => outcome !== 'unresolved').length,
    alarms,
    alarmShare: { observed: alarms / metrics.length, ...wilsonBounds(alarms, metrics.length, eachBound) },
    smallestChangeMs: { p50: quantile(smallestMs, 0.5), p90: quantile(smallestMs, 0.9) },
    durationMs: median(durations),
    advice: adviseMargin(latencies),
  };
}
