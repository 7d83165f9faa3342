import type { Baseline } from '../../sample/baseline.ts';
import { formatDuration } from '../../words/units.ts';
import { conditionChanges, conditionsOfBaseline } from './circumstances.ts';

const ofSteps = ({ places }: Baseline) =>
  new Map(
    places.flatMap(({ journey, step, metrics }) =>
      step === undefined ? [] : [[`${journey} › ${step}`, metrics.latencyMs?.statistics.p50] as const],
    ),
  );

/**
 * What differs in a new baseline, one line each: other conditions, added or removed steps, and steps whose
 * p50 changed significantly.
 */
export function baselineDifferences(before: Baseline, after: Baseline): string[] {
  const then = ofSteps(before);
  const now = ofSteps(after);
  const moved = [...now].flatMap(([name, new50]) => {
    const old50 = then.get(name);
    if (!old50 || !new50) return [];
    const apart =
      (new50.lower ?? -Infinity) > (old50.upper ?? Infinity) ||
      (new50.upper ?? Infinity) < (old50.lower ?? -Infinity);
    return apart
      ? [`${name}: p50 ${formatDuration(old50.observed)} → ${formatDuration(new50.observed)}`]
      : [];
  });
  return [
    ...conditionChanges(conditionsOfBaseline(before), conditionsOfBaseline(after)),
    ...[...now.keys()].filter((name) => !then.has(name)).map((name) => `${name}: new`),
    ...[...then.keys()].filter((name) => !now.has(name)).map((name) => `${name}: no longer there`),
    ...moved,
  ];
}
