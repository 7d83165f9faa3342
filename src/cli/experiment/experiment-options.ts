import type { Project } from '../../project/open-project.ts';
import { type ComparisonOptions, readComparisonOptions } from '../comparison/comparison-options.ts';
import type { ExperimentFile } from './experiment-files.ts';

/** Small changes are what an experiment is for: its usual margin is narrower than that of a comparison. */
const usualMargin = { percent: 5, floorMs: 5 };

/** What `footfall experiment` is told on the command line; a flag wins over the file. */
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
 * @returns how it is compared, and the variables that both sides begin with
 * @throws {InputError} naming the flag and what it must be
 */
export function readExperimentOptions(
  project: Project,
  { name, experiment }: ExperimentFile,
  flags: ExperimentFlags,
): ComparisonOptions {
  const { percent, floorMs } = { ...usualMargin, ...experiment.margin };
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
