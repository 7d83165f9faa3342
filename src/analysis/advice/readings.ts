import type { Evidence } from './evidence.ts';
import { middle, sum } from './middle.ts';

/** Where a value is in the telemetry. */
export type Place = readonly [source: string, metric: string];

export const valuesAt = (evidence: Evidence, [source, metric]: Place): number[] =>
  evidence.points(source, metric).map(({ value }) => value);

/** The median of the readings; undefined if there are none. */
export const usual = (evidence: Evidence, place: Place): number | undefined =>
  middle(valuesAt(evidence, place));

/** The highest reading; undefined if there are none. */
export function highest(evidence: Evidence, place: Place): number | undefined {
  const values = valuesAt(evidence, place);
  return values.length === 0 ? undefined : values.reduce((most, value) => Math.max(most, value));
}

/** The total of counters over the steady state, from all places that have one; undefined if none has. */
export function counted(evidence: Evidence, ...places: Place[]): number | undefined {
  const values = places.flatMap((place) => valuesAt(evidence, place));
  return values.length === 0 ? undefined : sum(values);
}
