import type { Margin } from '../../sample/comparison.ts';
import type { PaintSource, StepSample } from '../../sample/sample.ts';
import { formatCount } from '../../words/units.ts';
import { comparedMetric, type Question } from './compared-metric.ts';
import { type ComparedLayers, comparedLayers } from './mean-layers.ts';
import { type MeasuredMetric, metricMargin, resolutions, valueOf, vitalMetrics } from './measured-metrics.ts';
import { fewestPairs, type PairedValues, pairedChange, typicalDifference } from './paired-change.ts';
import { quantileChange, quantileMissing, tail } from './quantile-change.ts';
import type { Pair } from './steps-of-sides.ts';

interface MeasuredPairs extends PairedValues {
  pairs: Pair[];
}

/** The pairs that have the metric on both sides. */
function measuredPairs(
  pairs: Pair[],
  metric: MeasuredMetric,
  source: PaintSource | undefined,
): MeasuredPairs {
  const found: MeasuredPairs = { base: [], head: [], pairs: [] };
  for (const pair of pairs) {
    const base = valueOf(pair.base, metric, source);
    const head = valueOf(pair.head, metric, source);
    if (base === undefined || head === undefined) continue;
    found.base.push(base);
    found.head.push(head);
    found.pairs.push(pair);
  }
  return found;
}

const counts = ({ pairs }: MeasuredPairs) => ({
  samples: { base: pairs.length, head: pairs.length },
  pairs: pairs.length,
});

const tooFew = ({ pairs }: MeasuredPairs) =>
  `${formatCount(pairs.length)} of the ${fewestPairs} pairs needed for a result were answered on both sides`;

function typicalQuestion(
  metric: MeasuredMetric,
  role: 'judged' | 'watched',
  measured: MeasuredPairs,
  margin: Margin,
  layers: ComparedLayers = [],
): Question {
  const typical = typicalDifference(measured, resolutions[metric]);
  const found = {
    metric,
    statistic: 'typical',
    role,
    ...counts(measured),
    missing: tooFew(measured),
  } as const;
  return (levels) =>
    comparedMetric({
      ...found,
      ...(typical && {
        base: typical.base,
        head: typical.head,
        change: pairedChange(typical, levels),
        layers,
      }),
      margin: metricMargin(metric, margin, typical?.base ?? 0),
    });
}

function tailQuestion(measured: MeasuredPairs, margin: Margin): Question {
  const { base, head } = measured;
  return (levels) => {
    const change = quantileChange({ values: base }, { values: head }, tail, levels);
    return comparedMetric({
      metric: 'latencyMs',
      statistic: 'p95',
      role: 'watched',
      ...counts(measured),
      ...(change && { base: change.base, head: change.head, change }),
      margin: metricMargin('latencyMs', margin, change?.base ?? 0),
      missing: change === undefined ? tooFew(measured) : quantileMissing(tail, levels),
    });
  };
}

/** The layers of the pairs that the typical latency averages. */
function keptLayers(measured: MeasuredPairs, source: PaintSource | undefined): ComparedLayers {
  const typical = typicalDifference(measured, resolutions.latencyMs);
  if (typical === undefined || source === undefined) return [];
  const of = (side: keyof Pair): StepSample[] =>
    typical.kept.map((index) => (measured.pairs[index] as Pair)[side]);
  return comparedLayers(of('base'), of('head'), source);
}

/**
 * All metrics of a step that is measured in pairs. A vital is included if enough pairs have it, and judged if at least half
 * of the step's pairs have it: INP, for example, exists only for slow interactions.
 */
export function pairedQuestions(
  pairs: Pair[],
  margin: Margin,
  source: PaintSource | undefined,
): { questions: Question[]; layers: ComparedLayers } {
  const latencies = measuredPairs(pairs, 'latencyMs', source);
  const layers = keptLayers(latencies, source);
  const vitals = vitalMetrics.flatMap((metric) => {
    const measured = measuredPairs(pairs, metric, source);
    if (measured.pairs.length < fewestPairs) return [];
    const role = measured.pairs.length * 2 >= latencies.pairs.length ? 'judged' : 'watched';
    return [typicalQuestion(metric, role, measured, margin)];
  });
  return {
    questions: [
      typicalQuestion('latencyMs', 'judged', latencies, margin, layers),
      tailQuestion(latencies, margin),
      ...vitals,
    ],
    layers,
  };
}
