import { isProven } from '../../analysis/experiment/experiment-outcome.ts';
import type { Project } from '../../project/open-project.ts';
import type { ExperimentResult } from '../../sample/experiment.ts';
import { answersDiffer } from '../../sample/experiment.ts';
import { exitCodes } from '../exit-codes.ts';
import { experimentText } from './conclude-experiment.ts';
import { readExperiment, readExperiments } from './experiment-files.ts';
import { type ExperimentFlags, readExperimentOptions } from './experiment-options.ts';
import { prove } from './prove.ts';

/**
 * `footfall experiment NAME`: tests a change, both versions side by side; without a name, lists the experiments.
 *
 * @returns the exit code
 * @throws {InputError}
 * @throws {InterruptedEarly}
 */
export async function experiment(
  project: Project,
  name: string | undefined,
  flags: ExperimentFlags,
): Promise<number> {
  if (name === undefined) return list(project.root);
  const file = readExperiment(project.root, name);
  const { result, comparison, folder } = await prove(
    project,
    file,
    readExperimentOptions(project, file, flags),
  );
  console.log(experimentText(folder, result, comparison));
  return exitCodeOf(result);
}

function list(root: string): number {
  const found = readExperiments(root);
  if (found.length === 0) {
    console.log('there are no experiments yet; write one as experiments/NAME.json (see docs/experiments.md)');
    return exitCodes.pass;
  }
  const width = Math.max(...found.map(({ name }) => name.length));
  for (const { name, experiment } of found) console.log(`${name.padEnd(width)}  ${experiment.title}`);
  return exitCodes.pass;
}

/** Public interface: better, not better, or not decided. */
function exitCodeOf(result: ExperimentResult): number {
  if (isProven(result)) return exitCodes.pass;
  const isOpen = result.outcome === 'not decided' && !answersDiffer(result);
  return isOpen ? exitCodes.inconclusive : exitCodes.budgetFailed;
}
