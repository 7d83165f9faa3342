import type { ExperimentSide } from '../../sample/experiment.ts';
import { changedVariables, hasItem, isSet, type Variables } from './variables.ts';

/** What defines a side, apart from its variables. */
const whereAndHow = ({ url, command, configure, query = {} }: ExperimentSide) =>
  JSON.stringify([url, command, configure, Object.entries(query).sort()]);

/**
 * Why both sides of an experiment would be the same here, as a sentence without its full stop; undefined if they differ.
 *
 * @param set the variables that both sides start with
 */
export function whyUnchanged(
  { base = {}, variant }: { base?: ExperimentSide | undefined; variant: ExperimentSide },
  set: Variables,
): string | undefined {
  if (whereAndHow(base) !== whereAndHow(variant)) return undefined;
  const ofBase = { ...set, ...changedVariables(set, base.env) };
  const ofVariant = { ...set, ...changedVariables(set, variant.env) };
  if (
    !isSet(ofBase, changedVariables(set, variant.env)) ||
    !isSet(ofVariant, changedVariables(set, base.env))
  ) {
    return undefined;
  }
  const absent = Object.entries(variant.env ?? {}).flatMap(([name, value]) =>
    typeof value === 'object' && !hasItem(set[name], value.without)
      ? [`${name} has no item "${value.without}"`]
      : [],
  );
  return absent.length > 0 ? absent.join(', ') : 'base and variant are the same';
}
