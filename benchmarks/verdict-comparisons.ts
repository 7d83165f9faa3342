import { resolve } from 'node:path';
import { readComparisonOptions } from '../src/cli/comparison/comparison-options.ts';
import { compareSideBySide } from '../src/cli/comparison/side-by-side.ts';
import { catchInterruption } from '../src/cli/interruption.ts';
import { startCopy } from '../src/cli/product/start-product.ts';
import type { StartedSide } from '../src/cli/product/started-side.ts';
import { openProject } from '../src/project/open-project.ts';
import type { Comparison } from '../src/sample/comparison.ts';
import type { RunRecord } from '../src/sample/record.ts';
import { readRun } from '../src/store/read.ts';

const root = resolve(import.meta.dirname, '..');

/** Maximum duration of a comparison's steady state, in seconds. */
const CAP_SECONDS = '75';

export interface Compared {
  comparison: Comparison;
  record: RunRecord;
  /** Includes preparation and judging. */
  durationMs: number;
}

/**
 * Compares two copies of the reference target repeatedly, each time with a different seed.
 *
 * @param title of the progress lines
 * @param faults of the head, in the form of TARGET_FAULTS
 */
export async function compareCopies(
  title: string,
  { times, firstSeed, faults }: { times: number; firstSeed: number; faults: string },
): Promise<Compared[]> {
  const project = await openProject(root);
  const options = readComparisonOptions(project, { duration: CAP_SECONDS }, false);
  const interruption = catchInterruption();
  const started: StartedSide[] = [];
  try {
    const base = await startCopy(project, options.settings, 'base', options.env, interruption.signal);
    started.push(base);
    const head = await startCopy(
      project,
      options.settings,
      'head',
      { ...options.env, TARGET_FAULTS: faults },
      interruption.signal,
    );
    started.push(head);
    const found: Compared[] = [];
    for (let time = 0; time < times; time += 1) {
      const startedAt = performance.now();
      const seed = firstSeed + time;
      const { comparison, folder } = await compareSideBySide(
        project,
        options,
        { base, head },
        interruption.signal,
        seed,
      );
      interruption.signal.throwIfAborted();
      const durationMs = performance.now() - startedAt;
      found.push({ comparison, record: readRun(folder), durationMs });
      const { outcome, reasons } = comparison.verdict;
      console.log(`${title} ${time + 1} of ${times}: ${outcome} in ${Math.round(durationMs / 1000)} s`);
      if (outcome !== 'pass') for (const reason of reasons) console.log(`    ${reason}`);
    }
    return found;
  } finally {
    await Promise.all(started.map(({ stop }) => stop()));
    interruption.release();
  }
}
