import type { StepAnalysis } from '../../sample/analysis.ts';
import { type AnsweredStep, middleFifth, slowestOf } from './answered-steps.ts';
import { inOrderOfTime, layersOf } from './layers.ts';

/** Of fewer the slowest 5 % are not one whole step. */
const leastForSlowest = 20;

/**
 * The mean of each layer over these steps, in order of time. Means add up to the mean latency of the steps, which medians would
 * not. Each step is split as far as its own stamps reach, and a layer that it does not name took 0 in it: when some requests
 * carry `Server-Timing` and others do not, `network` and the tiers hold the time of the former and `request` that of the latter.
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
 * What a typical step is made of: the mean of each layer over the middle fifth of the answered steps by latency.
 *
 * @param answered quickest first
 */
export function typicalLayers(answered: AnsweredStep[]): Pick<StepAnalysis, 'layersMs' | 'layeredMs'> {
  if (answered.length === 0) return { layersMs: {} };
  const { layersMs, meanMs } = meanLayers(middleFifth(answered));
  return { layersMs, layeredMs: meanMs };
}

/**
 * The same of the slowest 5 % of the answered steps; absent where these are fewer than 20.
 *
 * @param answered quickest first
 */
export function slowLayers(answered: AnsweredStep[]): Pick<StepAnalysis, 'slowLayersMs' | 'slowLayeredMs'> {
  if (answered.length < leastForSlowest) return {};
  const { layersMs, meanMs } = meanLayers(slowestOf(answered));
  return { slowLayersMs: layersMs, slowLayeredMs: meanMs };
}
