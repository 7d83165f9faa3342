import type { StepAnalysis } from '../sample/analysis.ts';
import type { StepSample } from '../sample/sample.ts';
import { inOrderOfTime, layersOf } from './layers.ts';
import { commonPaintSource, latencyMs } from './paint-source.ts';

/** The fifth in the middle, from the 40th to the 60th percentile; of few, the middle one or the middle two. */
function middleFifth<Item>(inOrder: Item[]): Item[] {
  const outside = Math.floor((inOrder.length * 2) / 5);
  return inOrder.slice(outside, inOrder.length - outside);
}

/**
 * What a typical step is made of: the mean of each layer over the middle fifth of the answered steps by latency. Means
 * add up to the mean latency of these steps, which medians would not. Each step is split as far as its own stamps reach, and a
 * layer that it does not name took 0 in it: when some requests carry `Server-Timing` and others do not, `network` and the
 * tiers hold the time of the former and `request` that of the latter.
 */
export function typicalLayers(steps: StepSample[]): Pick<StepAnalysis, 'layersMs' | 'layeredMs'> {
  const source = commonPaintSource(steps);
  if (source === undefined) return { layersMs: {} };
  const answered = steps
    .filter((step) => step.outcome.status === 'ok')
    .flatMap((step) => {
      const ms = latencyMs(step, source);
      return ms === undefined ? [] : [{ step, ms }];
    })
    .sort((a, b) => a.ms - b.ms || (a.step.id < b.step.id ? -1 : 1));
  const typical = middleFifth(answered);
  if (typical.length === 0) return { layersMs: {} };

  const sumsMs = new Map<string, number>();
  for (const { step, ms } of typical) {
    for (const [layer, layerMs] of layersOf(step, ms)) {
      sumsMs.set(layer, (sumsMs.get(layer) ?? 0) + layerMs);
    }
  }
  const mean = (sum: number) => sum / typical.length;
  return {
    layersMs: Object.fromEntries(
      inOrderOfTime(sumsMs.keys()).map((layer) => [layer, mean(sumsMs.get(layer) ?? 0)]),
    ),
    layeredMs: mean(typical.reduce((sum, { ms }) => sum + ms, 0)),
  };
}
