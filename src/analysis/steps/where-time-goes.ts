import type { WhereTimeGoes } from '../../sample/diagnosis.ts';
import { groupBy } from '../../sample/group-by.ts';
import { groupOfLayer, type LayerGroup, layerGroups } from '../../sample/layer-groups.ts';
import type { StepSample } from '../../sample/sample.ts';
import { type AnsweredStep, answeredInOrder, slowestOf } from './answered-steps.ts';
import { layersOf } from './layers.ts';

/**
 * All answered steps together, by layer of the product, and the same for the slowest 5 % of each step.
 * `undefined` if no step was answered.
 *
 * @param steady steps of the steady state
 */
export function whereTimeGoes(steady: StepSample[]): WhereTimeGoes | undefined {
  const byName = groupBy(steady, ({ journey, step }) => JSON.stringify([journey, step]));
  // Sorted, so that sums of fractions do not depend on which user's file was read first.
  const names = [...byName.keys()]
    .sort()
    .map((name) => answeredInOrder(byName.get(name) ?? []))
    .filter((answered) => answered.length > 0);
  if (names.length === 0) return undefined;
  return {
    ...byLayer(names.flat()),
    slowest: byLayer(names.flatMap((answered) => slowestOf(answered))),
  };
}

/** A layer that took no time is left out. */
function byLayer(steps: AnsweredStep[]): WhereTimeGoes['slowest'] {
  const sumsMs = new Map<LayerGroup, number>();
  let totalMs = 0;
  for (const { step, ms } of steps) {
    totalMs += ms;
    for (const [layer, layerMs] of layersOf(step, ms)) {
      const group = groupOfLayer(layer);
      sumsMs.set(group, (sumsMs.get(group) ?? 0) + layerMs);
    }
  }
  const layers = layerGroups.flatMap((layer) => {
    const sumMs = sumsMs.get(layer) ?? 0;
    return sumMs > 0 ? [{ layer, meanMs: sumMs / steps.length, share: sumMs / totalMs }] : [];
  });
  return { steps: steps.length, meanMs: totalMs / steps.length, layers };
}
