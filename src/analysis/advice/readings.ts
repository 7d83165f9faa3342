import type { Evidence } from './evidence.ts';
import { middle, sum } from './middle.ts';

/** Where a value stands in the telemetry. */
export type Place = readonly [source: string, metric: string];

export const valuesAt = (evidence: Evidence, [source, metric]: Place): number[] =>
  evidence.points(source, metric).map(({ value }) => value);

/** The middle of the readings; absent where there was none. */
export const usual = (evidence: Evidence, place: Place): number | undefined =>
  middle(valuesAt(evidence, place));

/** The highest reading; absent where there was none. */
export function highest(evidence: Evidence, place: Place): number | undefined {
  const values = valuesAt(evidence, place);
  return values.length === 0 ? undefined : values.reduce((most, value) => Math.max(most, value));
}

/** What counters added up to in the steady state, over all places that tell one; absent where none does. */
export function counted(evidence: Evidence, ...places: Place[]): number | undefined {
  const values = places.flatMap((place) => valuesAt(evidence, place));
  return values.length === 0 ? undefined : sum(values);
}
