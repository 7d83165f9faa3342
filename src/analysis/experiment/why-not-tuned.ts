import type { Experiment } from '../../sample/experiment.ts';
import { whyUnchanged } from './unchanged.ts';
import { changedVariables, isSet, type Variables } from './variables.ts';

const shown = (value: string | undefined) => (value ? `“${value}”` : 'nothing');

/**
 * Why an experiment cannot be tried on top of what is set, as a sentence; undefined when it can. Tuning changes variables of the
 * reference target and nothing else: what is at an address of its own cannot be carried on to the next experiment.
 *
 * @param set what the run had, and what was kept since
 */
export function whyNotTuned(
  { base = {}, variant }: Pick<Experiment, 'base' | 'variant'>,
  set: Variables,
): string | undefined {
  const isVariablesOnly = [base, variant].every((side) =>
    Object.keys(side).every((field) => field === 'env'),
  );
  if (!isVariablesOnly) {
    return 'It is about a product of its own address, command or query, which cannot be put on top of what is kept; try it with `footfall experiment`.';
  }
  const ofBase = changedVariables(set, base.env);
  const other = Object.entries(ofBase).find(([name, value]) => !isSet(set, { [name]: value }));
  if (other !== undefined) {
    const [name, value] = other;
    return `It begins with ${name} set to ${shown(value)}, and the run had ${shown(set[name])}.`;
  }
  const unchanged = whyUnchanged({ base, variant }, set);
  return unchanged && `It would change nothing: ${unchanged}.`;
}
