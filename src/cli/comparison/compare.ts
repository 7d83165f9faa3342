import { compareRuns } from '../../analysis/comparison/compare-runs.ts';
import { InputError } from '../../project/input-error.ts';
import type { Project } from '../../project/open-project.ts';
import { planRun } from '../../project/plan-run.ts';
import { readPlaces } from '../../project/settings.ts';
import type { RunRecord } from '../../sample/record.ts';
import { readRun } from '../../store/read.ts';
import { exitCodeOf } from '../exit-codes.ts';
import { runFolder } from '../run-folder.ts';
import { compareWithItself } from './compare-with-itself.ts';
import {
  type CompareFlags,
  type ComparisonFlags,
  readComparisonOptions,
  readMargin,
} from './comparison-options.ts';
import { comparisonText, concludeComparison, makeFolder } from './conclude-comparison.ts';
import { type ComparedSides, compareSideBySide } from './side-by-side.ts';
import { withSides } from './with-sides.ts';

/**
 * `footfall compare`: two versions side by side, two stored runs, or with `--aa` one version with itself.
 *
 * @param folders two stored runs, base and head, or none
 * @returns the exit code
 * @throws {InputError}
 * @throws {RunFolderError}
 * @throws {InterruptedEarly}
 */
export async function compare(project: Project, folders: string[], flags: CompareFlags): Promise<number> {
  if (folders.length > 0) return compareStored(project, folders, flags);
  if (flags.aa) return compareWithItself(project, flags);
  if (flags.runs !== undefined)
    throw new InputError('--runs needs --aa: it is the number of comparisons that --aa makes');
  const { folder, comparison } = await compareOnce(project, flags);
  console.log(comparisonText(folder, comparison));
  return exitCodeOf(comparison.verdict);
}

/** Starts the sides if requested, compares them, and stops what was started. */
export async function compareOnce(project: Project, flags: ComparisonFlags): Promise<ComparedSides> {
  const options = readComparisonOptions(project, flags, false);
  // Reports problems in the workload before anything starts.
  await planRun(options.settings, project.root, new Date());
  return withSides(project, options, (sides, interrupted) =>
    compareSideBySide(project, options, sides, interrupted),
  );
}

function compareStored(project: Project, folders: string[], flags: CompareFlags): number {
  const [base, head] = folders;
  if (base === undefined || head === undefined || folders.length > 2) {
    throw new InputError(
      `pass two run folders, base and head (got ${folders.length}), or two addresses with --base and --head`,
    );
  }
  const { margin: _margin, floor: _floor, ...others } = flags;
  const [other] = Object.keys(others);
  if (other !== undefined) {
    const flag = other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new InputError(
      `--${flag} applies to new measurements, not to stored runs; leave out the flag or the run folders`,
    );
  }
  const margin = readMargin(flags);
  const records = [base, head].map((folder) => readOne(project, folder)) as [RunRecord, RunRecord];
  const comparison = compareRuns(...records, margin);
  const folder = makeFolder(readPlaces(project).reportsFolder, new Date(), 'compare-runs');
  concludeComparison(folder, comparison);
  console.log(comparisonText(folder, comparison));
  return exitCodeOf(comparison.verdict);
}

function readOne(project: Project, folder: string): RunRecord {
  const record = readRun(runFolder(project, folder));
  if (record.run.sides) {
    throw new InputError(
      `${folder} is itself a comparison of two versions (see its index.html); pass the folders of two runs`,
    );
  }
  return record;
}
