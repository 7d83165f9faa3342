import type { DistributionMetric } from '../../sample/budget.ts';
import type { StepSample } from '../../sample/sample.ts';
import { inOrderOfTime, layersOf } from '../steps/layers.ts';
import { commonPaintSource, latencyMs } from '../steps/paint-source.ts';
import type { Judgement } from './judgement.ts';

/**
 * A limit on a layer that no step has is inconclusive: the name may be misspelt, and a 0 for every step would
 * pass any limit. `undefined` for a layer that exists, and for metrics that are not layers.
 */
export function judgeUnknownLayer(metric: DistributionMetric, steps: StepSample[]): Judgement | undefined {
  if (!metric.startsWith('layersMs.')) return undefined;
  const layer = metric.slice('layersMs.'.length);
  const source = commonPaintSource(steps);
  const found = new Set<string>();
  for (const step of steps) {
    const ms = source && step.outcome.status === 'ok' ? latencyMs(step, source) : undefined;
    if (ms === undefined) continue;
    for (const name of layersOf(step, ms).keys()) {
      if (name === layer) return undefined;
      found.add(name);
    }
  }
  const there = inOrderOfTime(found).map((name) => `"${name}"`);
  return {
    samples: 0,
    outcome: 'inconclusive',
    reason:
      there.length === 0
        ? 'This was not measured in the steady state.'
        : `No step has a layer "${layer}"; the layers are ${there.join(', ')}.`,
  };
}
