import type { Analysis, StepAnalysis } from '../../sample/analysis.ts';
import type { ComparedMetric, Comparison } from '../../sample/comparison.ts';
import type { TunedStep } from '../../sample/experiment.ts';

type Steps = Pick<Analysis, 'steps'>;

const placeOf = ({ journey, step }: { journey: string; step: string }) => JSON.stringify([journey, step]);

function figures({ samples, errors, latencyMs }: StepAnalysis): NonNullable<TunedStep['before']> {
  return {
    samples,
    errors,
    ...(latencyMs && { latencyMs: { p50: latencyMs.p50, p95: latencyMs.p95 } }),
  };
}

const isTypical = ({ metric, statistic }: ComparedMetric) =>
  metric === 'latencyMs' && statistic === 'typical';

/**
 * Each step with its figures in the run before and the run after.
 *
 * @param comparison of the two runs; undefined without the second run
 */
export function tunedSteps(before: Steps, after?: Steps, comparison?: Comparison): TunedStep[] {
  const [first, second] = [before, after].map(
    (run) => new Map(run?.steps.map((step) => [placeOf(step), step])),
  ) as [Map<string, StepAnalysis>, Map<string, StepAnalysis>];
  return [...new Map([...first, ...second]).entries()].map(([place, { journey, step }]) => {
    const [then, now] = [first.get(place), second.get(place)];
    const change = comparison?.steps.find((one) => placeOf(one) === place)?.metrics.find(isTypical);
    return {
      journey,
      step,
      ...(then && { before: figures(then) }),
      ...(now && { after: figures(now) }),
      ...(change && { change }),
    };
  });
}
