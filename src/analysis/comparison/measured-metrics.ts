import type { ComparedMetric, Margin } from '../../sample/comparison.ts';
import type { PaintSource, StepSample } from '../../sample/sample.ts';
import { latencyMs } from '../steps/paint-source.ts';
import { marginOf } from './change.ts';

/** A metric that is measured in each step, unlike errors, which are counted over many. */
export type MeasuredMetric = Exclude<ComparedMetric['metric'], 'errors'>;

export const vitalMetrics = ['ttfbMs', 'fcpMs', 'lcpMs', 'inpMs', 'cls'] as const;

/**
 * The resolution of the values: paints wait for a frame at 60 Hz, Event Timing rounds to 8 ms
 * (https://www.w3.org/TR/event-timing/#sec-security), the first byte has its own clock.
 */
export const resolutions: Record<MeasuredMetric, number> = {
  latencyMs: 1000 / 60,
  ttfbMs: 1,
  fcpMs: 1000 / 60,
  lcpMs: 1000 / 60,
  inpMs: 8,
  cls: 0.001,
};

/** A fifth of Google's limit for a good value (https://web.dev/articles/cls), whatever the base: shifts have no typical size. */
const clsMargin = 0.02;

export const metricMargin = (metric: MeasuredMetric, margin: Margin, base: number) =>
  metric === 'cls' ? clsMargin : marginOf(margin, base);

/** Undefined if the step has no such measurement; only answered steps have any. */
export function valueOf(
  step: StepSample,
  metric: MeasuredMetric,
  source: PaintSource | undefined,
): number | undefined {
  if (step.outcome.status !== 'ok') return undefined;
  if (metric !== 'latencyMs') return step.vitals[metric];
  return source === undefined ? undefined : latencyMs(step, source);
}
