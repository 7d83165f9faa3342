import type { Experiment } from '../../sample/experiment.ts';
import { whyUnchanged } from './unchanged.ts';
import { changedVariables, isSet, type Variables } from './variables.ts';

const shown = (value: string | undefined) => (value ? `“${value}”` : 'nothing');

/**
 * Why an experiment cannot be tried on top of the current variables, as a sentence; undefined if it can. Tuning changes only
 * variables of the project's target: a product with its own address cannot be carried over to the next experiment.
 *
 * @param set variables of the run, with the changes kept since
 */
export function whyNotTuned(
  { base = {}, variant }: Pick<Experiment, 'base' | 'variant'>,
  set: Variables,
): string | undefined {
  const isVariablesOnly = [base, variant].every((side) =>
    Object.keys(side).every((field) => field === 'env'),
  );
  if (!isVariablesOnly) {
    return 'It uses its own address, command or query, which cannot be combined with the changes kept so far; try it with `footfall experiment`.';
  }
  const ofBase = changedVariables(set, base.env);
  const other = Object.entries(ofBase).find(([name, value]) => !isSet(set, { [name]: value }));
  if (other !== undefined) {
    const [name, value] = other;
    return `It starts with ${name} set to ${shown(value)}, but the run had ${shown(set[name])}.`;
  }
  const unchanged = whyUnchanged({ base, variant }, set);
  return unchanged && `It would change nothing: ${unchanged}.`;
}
