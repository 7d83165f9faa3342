import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sameAgainstSame } from '../../analysis/comparison/same-against-same.ts';
import type { Project } from '../../project/open-project.ts';
import { planRun } from '../../project/plan-run.ts';
import { renderSameAgainstSame } from '../../report/comparison/same-against-same.ts';
import type { Comparison, SameAgainstSame } from '../../sample/comparison.ts';
import { shownPath } from '../../store/shown-path.ts';
import { howMany } from '../../words/units.ts';
import { exitCodes } from '../exit-codes.ts';
import { type CompareFlags, readComparisonOptions, wholeNumber } from './comparison-options.ts';
import { makeFolder } from './conclude-comparison.ts';
import { compareSideBySide } from './side-by-side.ts';
import { withSides } from './with-sides.ts';

const MOST_RUNS = 1000;

/**
 * `footfall compare --aa`: compares a product with itself repeatedly (an A/A test), to find out how often this machine reports
 * a change where there is none, and the smallest change that it can detect.
 *
 * @returns the exit code: 0 if everything was measured, whatever the result
 */
export async function compareWithItself(project: Project, flags: CompareFlags): Promise<number> {
  const runs = wholeNumber('runs', flags.runs ?? '5', 1, MOST_RUNS);
  const options = readComparisonOptions(project, flags, true);
  const { workload } = await planRun(options.settings, project.root, new Date());
  const startedAt = new Date();
  const comparisons: Comparison[] = [];
  const isComplete = await withSides(project, options, async (sides, interrupted) => {
    for (let run = 0; run < runs; run += 1) {
      console.log(`\ncomparison ${run + 1} of ${runs}`);
      const compared = compareSideBySide(project, options, sides, interrupted, workload.seed + run);
      const done = await compared.catch((error: Error) => {
        // Report the comparisons made so far.
        if (interrupted.aborted && comparisons.length > 0) return undefined;
        throw error;
      });
      if (!done || done.interrupted) return false;
      comparisons.push(done.comparison);
      console.log(`${done.comparison.verdict.outcome}  ${shownPath(done.folder)}`);
      if (interrupted.aborted) return run + 1 === runs;
    }
    return true;
  });
  if (comparisons.length === 0) return exitCodes.inconclusive;
  let result: SameAgainstSame;
  try {
    result = sameAgainstSame(comparisons);
  } catch (error) {
    console.error((error as Error).message);
    return exitCodes.inconclusive;
  }
  const folder = makeFolder(options.settings.reportsFolder, startedAt, 'compare-aa');
  const file = join(folder, 'same-against-same.json');
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`\n${renderSameAgainstSame(result)}\n\ndata    ${shownPath(file)}`);
  if (isComplete) return exitCodes.pass;
  console.log(`interrupted after ${comparisons.length} of ${howMany(runs, 'comparison')}`);
  return exitCodes.inconclusive;
}
