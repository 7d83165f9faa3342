import type { ComparedMetric, ComparedStep, Comparison } from '../../sample/comparison.ts';
import { budgetQuantity } from '../../words/budget-words.ts';
import { formatCount, formatDuration, formatMeasure } from '../../words/units.ts';

/** How every report calls what changed. */

export type ChangeOutcome = ComparedMetric['outcome'];
type Metric = ComparedMetric['metric'];

/** What is no time gets worse or better, not slower or faster. */
const isTime = (metric: Metric) => metric.endsWith('Ms');

const timeWords = { slower: 'slower', faster: 'faster', same: 'no change', unresolved: 'unresolved' };

export function changeWord({ metric, outcome }: Pick<ComparedMetric, 'metric' | 'outcome'>): string {
  if (isTime(metric) || outcome === 'same' || outcome === 'unresolved') return timeWords[outcome];
  return outcome === 'slower' ? 'worse' : 'better';
}

/** Signs with shapes of their own, so that nothing depends on telling colours apart. */
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

/** What changes of a share are counted in, since 1 % more of 2 % could be two things. */
function points(share: number): string {
  const count = Number((share * 100).toFixed(1));
  return `${count} ${count === 1 ? 'point' : 'points'}`;
}

/** How much of a change: `20 ms`, `0.02`, `1 point` */
export const amountText = (metric: Metric, value: number) =>
  metric === 'errors' ? points(value) : formatMeasure(metric, value);

/** `+41 ms`, `−0.02`, `+2.1 points` */
export function changeText(metric: Metric, value: number): string {
  const text = amountText(metric, Math.abs(value));
  if (/^0\b(?![.\d])/.test(text)) return `±${text}`;
  return `${value < 0 ? '−' : '+'}${text}`;
}

const unitOf = (text: string) => / \D+$/.exec(text)?.[0] ?? '';

/** `+37 to +46 ms`; `at least +37 ms` where only one bound is known, empty without any. */
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

/** `14 steps`; a plural with an s. */
export const counted = (count: number, what: string) =>
  `${count === 1 ? 'one' : formatCount(count)} ${what}${count === 1 ? '' : 's'}`;

/** What a step is judged by before all else; absent when it was not timed on both sides. */
export const typicalLatency = ({ metrics }: ComparedStep): ComparedMetric | undefined =>
  metrics.find(({ metric, statistic }) => metric === 'latencyMs' && statistic === 'typical');

/** Worst first. */
const ranks: ChangeOutcome[] = ['slower', 'unresolved', 'faster', 'same'];

/** Whether a metric's outcome has a say: one that is only watched has it when it is slower. */
const counts = ({ role, outcome }: ComparedMetric) => role === 'judged' || outcome === 'slower';

/** What is to be said of a step as a whole: the worst of its metrics that count. */
export function stepOutcome({ metrics }: ComparedStep): ChangeOutcome {
  const found = metrics.filter(counts).map(({ outcome }) => outcome);
  return ranks.find((outcome) => found.includes(outcome)) ?? 'unresolved';
}

/** A metric that did something, with its step. */
export interface Changed {
  step: ComparedStep;
  metric: ComparedMetric;
}

/** Change against margin, so that metrics of different units can be put in order. */
const weight = ({ metric: { change, margin } }: Changed) =>
  change === undefined ? 0 : Math.abs(change.value) / margin;

/**
 * All that has this outcome and counts: the typical latencies first, then the largest changes against their margin. Where one
 * figure of a step is unresolved, most others are too, so that one stands for all of them.
 */
export function changedBy({ steps }: Comparison, outcome: ChangeOutcome): Changed[] {
  const isTypical = ({ step, metric }: Changed) => metric === typicalLatency(step);
  return steps
    .flatMap((step) => {
      const found = step.metrics.filter((metric) => metric.outcome === outcome && counts(metric));
      const told = outcome === 'unresolved' ? found.slice(0, 1) : found;
      return told.map((metric) => ({ step, metric }));
    })
    .sort((a, b) => Number(isTypical(b)) - Number(isTypical(a)) || weight(b) - weight(a));
}

/** The name of a step, with its journey where another journey has a step of that name. */
export function stepName({ journey, step }: ComparedStep, { steps }: Comparison): string {
  const alike = steps.filter((one) => one.step === step).length;
  return alike > 1 ? `${journey} › ${step}` : step;
}
