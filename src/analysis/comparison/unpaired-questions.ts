import type { Margin } from '../../sample/comparison.ts';
import type { PaintSource, StepSample } from '../../sample/sample.ts';
import { trimmedMean } from '../statistics/trimmed-mean.ts';
import { comparedMetric, type Question } from './compared-metric.ts';
import { type ComparedLayers, comparedLayers } from './mean-layers.ts';
import { type MeasuredMetric, metricMargin, valueOf, vitalMetrics } from './measured-metrics.ts';
import { fewestPairs } from './paired-change.ts';
import { quantileChange, quantileMissing, tail } from './quantile-change.ts';
import type { StepOfSides } from './steps-of-sides.ts';

interface Measured {
  values: number[];
  users: number[];
  steps: StepSample[];
}

function measured(steps: StepSample[], metric: MeasuredMetric, source: PaintSource | undefined): Measured {
  const found: Measured = { values: [], users: [], steps: [] };
  for (const step of steps) {
    const value = valueOf(step, metric, source);
    if (value === undefined) continue;
    found.values.push(value);
    found.users.push(step.user);
    found.steps.push(step);
  }
  return found;
}

const oneUser = ({ users }: Measured) => new Set(users).size === 1;

/** A quantile of two separate runs. The samples of one user are correlated, so they count for fewer. */
function quantileQuestion(
  metric: MeasuredMetric,
  [statistic, quantile, role]: ['typical' | 'p95', number, 'judged' | 'watched'],
  base: Measured,
  head: Measured,
  margin: Margin,
  layers: ComparedLayers = [],
): Question {
  return (levels) => {
    const change = quantileChange(base, head, quantile, levels);
    const missing =
      change === undefined
        ? 'One side has no answered steps'
        : oneUser(base) || oneUser(head)
          ? 'from one user only, whose steps are correlated, so there is no confidence interval'
          : quantileMissing(quantile, levels);
    return comparedMetric({
      metric,
      statistic,
      role,
      ...(change && { base: change.base, head: change.head, change, layers }),
      margin: metricMargin(metric, margin, change?.base ?? 0),
      samples: { base: base.values.length, head: head.values.length },
      missing,
    });
  };
}

/** The middle fifth, from the 40th to the 60th percentile; empty if there are too few values. */
function middleFifth({ values, steps }: Measured): StepSample[] {
  const { kept = [] } = trimmedMean(values, { trim: 0.4 }) ?? {};
  return kept.map((index) => steps[index] as StepSample);
}

/**
 * All metrics of a step in two separate runs. Layers are means over the middle fifth of the steps, since medians of parts do
 * not add up; their changes add up to the change of that mean, which is close to the change of the median.
 */
export function unpairedQuestions(
  { base, head }: StepOfSides,
  margin: Margin,
  source: PaintSource | undefined,
): { questions: Question[]; layers: ComparedLayers } {
  const [was, is] = [measured(base, 'latencyMs', source), measured(head, 'latencyMs', source)];
  const layers = source === undefined ? [] : comparedLayers(middleFifth(was), middleFifth(is), source);
  const vitals = vitalMetrics.flatMap((metric) => {
    const [before, after] = [measured(base, metric, source), measured(head, metric, source)];
    if (Math.min(before.values.length, after.values.length) < fewestPairs) return [];
    const usual =
      before.values.length * 2 >= was.values.length && after.values.length * 2 >= is.values.length;
    return [quantileQuestion(metric, ['typical', 0.5, usual ? 'judged' : 'watched'], before, after, margin)];
  });
  return {
    questions: [
      quantileQuestion('latencyMs', ['typical', 0.5, 'judged'], was, is, margin, layers),
      quantileQuestion('latencyMs', ['p95', tail, 'watched'], was, is, margin),
      ...vitals,
    ],
    layers,
  };
}
