import type { Project } from '../../project/open-project.ts';
import { type ComparisonOptions, readComparisonOptions } from '../comparison/comparison-options.ts';
import type { ExperimentFile } from './experiment-files.ts';

/** Experiments look for small changes, so their default margin is narrower than that of a comparison. */
const defaultMargin = { percent: 5, floorMs: 5 };

/** The flags of `footfall experiment`; they take precedence over the file. */
export interface ExperimentFlags {
  workload?: string;
  users?: string;
  duration?: string;
  seed?: string;
  browser?: string;
  margin?: string;
  floor?: string;
  looks?: string;
}

/**
 * @returns the comparison options, with the variables that both sides start with in `env`
 * @throws {InputError} naming the flag and its valid values
 */
export function readExperimentOptions(
  project: Project,
  { name, experiment }: ExperimentFile,
  flags: ExperimentFlags,
): ComparisonOptions {
  const { percent, floorMs } = { ...defaultMargin, ...experiment.margin };
  const workload = flags.workload ?? experiment.workload;
  const options = readComparisonOptions(
    project,
    {
      ...flags,
      ...(workload !== undefined && { workload }),
      margin: flags.margin ?? String(percent),
      floor: flags.floor ?? String(floorMs),
    },
    false,
  );
  return {
    ...options,
    called: { kind: `experiment-${name}`, names: { base: 'base', head: 'variant' } },
  };
}
