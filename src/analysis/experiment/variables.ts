import type { ExperimentSide } from '../../sample/experiment.ts';

/** The variables that are set, by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A new value, or a list with one of its items removed. */
export type VariableChanges = NonNullable<ExperimentSide['env']>;

/** Items of a list variable: `no-cache,tiny-cache=5`. */
const itemsOf = (list: string) => list.split(',').flatMap((item) => item.trim() || []);

/** The name of an item, without its value. */
const nameOf = (item: string) => item.split('=')[0]?.trim();

/** Whether a list has an item of that name, with or without a value. */
export const hasItem = (list: string | undefined, name: string): boolean =>
  itemsOf(list ?? '').some((item) => nameOf(item) === name);

/**
 * Applies changes to the variables that are set.
 *
 * @returns only the changed variables, with their new values
 */
export function changedVariables(set: Variables, changes: VariableChanges = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(changes).map(([name, value]) => {
      if (typeof value === 'string') return [name, value];
      const list = set[name] ?? '';
      // A list without that item stays as it was written.
      if (!hasItem(list, value.without)) return [name, list];
      return [
        name,
        itemsOf(list)
          .filter((item) => nameOf(item) !== value.without)
          .join(','),
      ];
    }),
  );
}

/** Whether all of them already have these values. An empty variable counts as not set. */
export const isSet = (set: Variables, wanted: Readonly<Record<string, string>>): boolean =>
  Object.entries(wanted).every(([name, value]) => (set[name] ?? '') === value);
