import type { ExperimentSide } from '../../sample/experiment.ts';

/** What is set: variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A text in place of what is set, or a list without one of its items. */
export type VariableChanges = NonNullable<ExperimentSide['env']>;

/** Items of a list variable: `no-cache,tiny-cache=5`. */
const itemsOf = (list: string) => list.split(',').flatMap((item) => item.trim() || []);

/** What an item is called, whatever its value. */
const nameOf = (item: string) => item.split('=')[0]?.trim();

/** Whether a list has an item of that name, with or without a value. */
export const hasItem = (list: string | undefined, name: string): boolean =>
  itemsOf(list ?? '').some((item) => nameOf(item) === name);

/**
 * What the changes come to on top of what is set.
 *
 * @returns the changed variables alone, with the values that they then have
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

/** Whether all of them are set like that already. An empty variable is none. */
export const isSet = (set: Variables, wanted: Readonly<Record<string, string>>): boolean =>
  Object.entries(wanted).every(([name, value]) => (set[name] ?? '') === value);
