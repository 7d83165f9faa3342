import type { StepAnalysis } from '../../sample/analysis.ts';
import { type AnsweredStep, middleFifth, slowestOf } from './answered-steps.ts';
import { inOrderOfTime, layersOf } from './layers.ts';

/** With fewer steps, the slowest 5 % are less than one step. */
const leastForSlowest = 20;

/**
 * The mean of each layer over these steps, in chronological order. Means add up to the mean latency of the
 * steps; medians would not. Each step is split as far as its own timestamps allow, and a layer that it does
 * not have counts as 0: if only some requests carry `Server-Timing`, `network` and the tiers contain the time
 * of those and `request` that of the others.
 *
 * @param steps at least one
 */
export function meanLayers(steps: AnsweredStep[]): { layersMs: Record<string, number>; meanMs: number } {
  const sumsMs = new Map<string, number>();
  for (const { step, ms } of steps) {
    for (const [layer, layerMs] of layersOf(step, ms)) {
      sumsMs.set(layer, (sumsMs.get(layer) ?? 0) + layerMs);
    }
  }
  const mean = (sum: number) => sum / steps.length;
  return {
    layersMs: Object.fromEntries(
      inOrderOfTime(sumsMs.keys()).map((layer) => [layer, mean(sumsMs.get(layer) ?? 0)]),
    ),
    meanMs: mean(steps.reduce((sum, { ms }) => sum + ms, 0)),
  };
}

/**
 * The layers of a typical step: the mean of each layer over the middle fifth of the answered steps by
 * latency.
 *
 * @param answered fastest first
 */
export function typicalLayers(answered: AnsweredStep[]): Pick<StepAnalysis, 'layersMs' | 'layeredMs'> {
  if (answered.length === 0) return { layersMs: {} };
  const { layersMs, meanMs } = meanLayers(middleFifth(answered));
  return { layersMs, layeredMs: meanMs };
}

/**
 * The same for the slowest 5 % of the answered steps; absent if there are fewer than 20 answered steps.
 *
 * @param answered fastest first
 */
export function slowLayers(answered: AnsweredStep[]): Pick<StepAnalysis, 'slowLayersMs' | 'slowLayeredMs'> {
  if (answered.length < leastForSlowest) return {};
  const { layersMs, meanMs } = meanLayers(slowestOf(answered));
  return { slowLayersMs: layersMs, slowLayeredMs: meanMs };
}
