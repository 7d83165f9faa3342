import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { rules } from '../../analysis/advice/rules.ts';
import type { NamedExperiment } from '../../analysis/experiment/plan-attempts.ts';
import { validateExperiment } from '../../analysis/experiment/validate-experiment.ts';
import { InputError } from '../../project/input-error.ts';
import { workloadNames } from '../../project/project-files.ts';
import { didYouMean } from '../../words/did-you-mean.ts';

const ENDING = '.json';

/** An experiment and its file. */
export interface ExperimentFile extends NamedExperiment {
  /** Its path in messages. */
  file: string;
}

const pathOf = (name: string) => `experiments/${name}${ENDING}`;

function names(root: string): string[] {
  const folder = join(root, 'experiments');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(ENDING) && !name.endsWith(`.schema${ENDING}`))
    .map((name) => name.slice(0, -ENDING.length))
    .sort();
}

function read(root: string, file: string, path: string): { found: ExperimentFile } | { problems: string[] } {
  const known = { workloads: workloadNames(root), advice: rules.map(({ id }) => id) };
  const checked = validateExperiment(file, readFileSync(path, 'utf8'), known);
  if (!checked.ok) return { problems: checked.problems };
  return { found: { name: basename(path, ENDING), file, experiment: checked.experiment } };
}

/**
 * All experiments of the project, by name.
 *
 * @throws {InputError} listing every problem in any of the files
 */
export function readExperiments(root: string): ExperimentFile[] {
  const results = names(root).map((name) => read(root, pathOf(name), join(root, pathOf(name))));
  const problems = results.flatMap((result) => ('problems' in result ? result.problems : []));
  if (problems.length > 0) throw new InputError(problems.join('\n'));
  return results.flatMap((result) => ('found' in result ? [result.found] : []));
}

/**
 * One experiment.
 *
 * @param name the name of a file under `experiments/`, or the path of such a file anywhere
 * @throws {InputError} if it does not exist, or listing every problem in it
 */
export function readExperiment(root: string, name: string): ExperimentFile {
  const isPath = name.endsWith(ENDING);
  const path = isPath ? resolve(name) : join(root, pathOf(name));
  const isKnown = isPath ? existsSync(path) : names(root).includes(name);
  if (!isKnown) {
    throw new InputError(
      isPath
        ? `${name}: file not found; for a file under experiments/, give its name without ${ENDING}`
        : `there is no ${pathOf(name)}; ${didYouMean(name, names(root))}`,
    );
  }
  const result = read(root, isPath ? relative(process.cwd(), path) : pathOf(name), path);
  if ('problems' in result) throw new InputError(result.problems.join('\n'));
  return result.found;
}
