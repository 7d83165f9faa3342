import type { ComparedStep } from '../../sample/comparison.ts';
import type { PaintSource, StepSample } from '../../sample/sample.ts';
import { inOrderOfTime, layersOf } from '../steps/layers.ts';
import { latencyMs } from '../steps/paint-source.ts';

export type ComparedLayers = ComparedStep['layers'];

/** The mean of each layer over answered steps; a layer that a step does not have counts as 0. */
function meanLayers(steps: StepSample[], source: PaintSource): Map<string, number> {
  const means = new Map<string, number>();
  for (const step of steps) {
    for (const [layer, ms] of layersOf(step, latencyMs(step, source) ?? 0)) {
      means.set(layer, (means.get(layer) ?? 0) + ms / steps.length);
    }
  }
  return means;
}

/** The mean layers of both sides, in order of time. Their changes add up to the change of the mean latency. */
export function comparedLayers(base: StepSample[], head: StepSample[], source: PaintSource): ComparedLayers {
  if (base.length === 0 || head.length === 0) return [];
  const was = meanLayers(base, source);
  const is = meanLayers(head, source);
  return inOrderOfTime([...was.keys(), ...is.keys()]).map((layer) => {
    const [before, after] = [was.get(layer) ?? 0, is.get(layer) ?? 0];
    return { layer, base: before, head: after, change: after - before };
  });
}

/** The layer that changed most in the same direction as the whole; undefined if none did. */
export function mostChangedLayer(layers: ComparedLayers, change: number): ComparedLayers[number] | undefined {
  const direction = Math.sign(change);
  return layers
    .filter((layer) => layer.change * direction > 0)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change))[0];
}
