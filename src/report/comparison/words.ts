import type { ComparedMetric, ComparedStep, Comparison } from '../../sample/comparison.ts';
import { budgetQuantity } from '../../words/budget-words.ts';
import { formatDuration, formatMeasure, howMany } from '../../words/units.ts';

/** Wording of changes, shared by all reports. */

export type ChangeOutcome = ComparedMetric['outcome'];
type Metric = ComparedMetric['metric'];

/** Only times get slower or faster; other metrics get worse or better. */
const isTime = (metric: Metric) => metric.endsWith('Ms');

const timeWords = { slower: 'slower', faster: 'faster', same: 'no change', unresolved: 'unresolved' };

export function changeWord({ metric, outcome }: Pick<ComparedMetric, 'metric' | 'outcome'>): string {
  if (isTime(metric) || outcome === 'same' || outcome === 'unresolved') return timeWords[outcome];
  return outcome === 'slower' ? 'worse' : 'better';
}

/** Signs with distinct shapes, so that the outcome does not depend on colour alone. */
export const changeSigns: Record<ChangeOutcome, string> = {
  slower: '▲',
  faster: '▼',
  same: '=',
  unresolved: '?',
};

/** `typical latency`, `p95 latency`, `layout shift`, `error rate` */
export function metricName({ metric, statistic }: Pick<ComparedMetric, 'metric' | 'statistic'>): string {
  if (statistic !== 'typical') return budgetQuantity({ metric, statistic });
  const name = budgetQuantity({ metric, statistic: 'share' });
  return metric === 'latencyMs' ? `typical ${name}` : name;
}

/** Percentage points, the unit for changes of a share: 1 % more of 2 % would be ambiguous. */
function points(share: number): string {
  return howMany(Number((share * 100).toFixed(1)), 'point');
}

/** The size of a change: `20 ms`, `0.02`, `1 point` */
export const amountText = (metric: Metric, value: number) =>
  metric === 'errors' ? points(value) : formatMeasure(metric, value);

/** `+41 ms`, `−0.02`, `+2.1 points` */
export function changeText(metric: Metric, value: number): string {
  const text = amountText(metric, Math.abs(value));
  if (/^0\b(?![.\d])/.test(text)) return `±${text}`;
  return `${value < 0 ? '−' : '+'}${text}`;
}

const unitOf = (text: string) => / \D+$/.exec(text)?.[0] ?? '';

/** `+37 to +46 ms`; `at least +37 ms` if only one bound is known; empty if none is. */
export function intervalText({ metric, change }: Pick<ComparedMetric, 'metric' | 'change'>): string {
  const { lower, upper } = change ?? {};
  if (lower === undefined) return upper === undefined ? '' : `at most ${changeText(metric, upper)}`;
  const from = changeText(metric, lower);
  if (upper === undefined) return `at least ${from}`;
  const to = changeText(metric, upper);
  const unit = unitOf(from);
  return `${unit === unitOf(to) ? from.slice(0, from.length - unit.length) : from} to ${to}`;
}

/** `10 % (or 20 ms)` */
export const marginText = ({ margin }: Pick<Comparison, 'margin'>) =>
  `${margin.percent} % (or ${formatDuration(margin.floorMs)})`;

/** The main metric of a step; `undefined` if the step was not measured on both sides. */
export const typicalLatency = ({ metrics }: ComparedStep): ComparedMetric | undefined =>
  metrics.find(({ metric, statistic }) => metric === 'latencyMs' && statistic === 'typical');

/** Worst first. */
const ranks: ChangeOutcome[] = ['slower', 'unresolved', 'faster', 'same'];

/** Whether a metric's outcome counts: a metric that is only watched counts if it is slower. */
const counts = ({ role, outcome }: ComparedMetric) => role === 'judged' || outcome === 'slower';

/** The outcome of a step as a whole: the worst of its metrics that count. */
export function stepOutcome({ metrics }: ComparedStep): ChangeOutcome {
  const found = metrics.filter(counts).map(({ outcome }) => outcome);
  return ranks.find((outcome) => found.includes(outcome)) ?? 'unresolved';
}

/** A metric with its step. */
export interface Changed {
  step: ComparedStep;
  metric: ComparedMetric;
}

/** Change relative to the margin, so that metrics with different units can be sorted. */
const weight = ({ metric: { change, margin } }: Changed) =>
  change === undefined ? 0 : Math.abs(change.value) / margin;

/**
 * All metrics with this outcome that count: typical latencies first, then the largest changes relative to their margin. If
 * one metric of a step is unresolved, most others are too, so only the first one is listed.
 */
export function changedBy({ steps }: Comparison, outcome: ChangeOutcome): Changed[] {
  const isTypical = ({ step, metric }: Changed) => metric === typicalLatency(step);
  return steps
    .flatMap((step) => {
      const found = step.metrics.filter((metric) => metric.outcome === outcome && counts(metric));
      const listed = outcome === 'unresolved' ? found.slice(0, 1) : found;
      return listed.map((metric) => ({ step, metric }));
    })
    .sort((a, b) => Number(isTypical(b)) - Number(isTypical(a)) || weight(b) - weight(a));
}

/** The name of a step, with its journey if another journey has a step with the same name. */
export function stepName({ journey, step }: ComparedStep, { steps }: Comparison): string {
  const alike = steps.filter((one) => one.step === step).length;
  return alike > 1 ? `${journey} › ${step}` : step;
}
