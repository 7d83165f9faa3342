import { analyse } from '../analysis/analyse.ts';
import { InputError } from '../project/input-error.ts';
import type { Analysis } from '../sample/analysis.ts';
import type { RunRecord } from '../sample/record.ts';
import { RunFolderError, readRun } from '../store/read.ts';

export interface MeasuredRun {
  record: RunRecord;
  analysis: Analysis;
}

/**
 * Reads a run whose times others are to be held against.
 *
 * @param tell told what is missing in it
 * @throws {InputError} when it is no run, is invalid, measured nothing, or was two versions side by side
 */
export function measuredRun(folder: string, tell: (note: string) => void): MeasuredRun {
  const record = recordIn(folder);
  if (record.run.sides) {
    throw new InputError(
      `${folder}: compares two versions; name a run of one, which \`npx footfall run\` makes`,
    );
  }
  const analysis = analyse(record);
  const { verdict, run, steps } = analysis;
  if (verdict.outcome === 'invalid') {
    throw new InputError(
      `${folder}: the run is invalid, so nothing can be held against it; make another. ${verdict.reasons.join(' ')}`,
    );
  }
  if (steps.length === 0) {
    throw new InputError(`${folder}: no step was measured in its steady state; make a longer run`);
  }
  const [first] = record.unreadable;
  if (first !== undefined) {
    const { length } = record.unreadable;
    tell(
      `${folder}: ${length === 1 ? 'one line cannot be read and is' : `${length} lines cannot be read and are`} left out (${first})`,
    );
  }
  if (run.cutShort !== undefined) tell(`${folder}: the run ${run.cutShort}`);
  return { record, analysis };
}

function recordIn(folder: string): RunRecord {
  try {
    return readRun(folder);
  } catch (error) {
    if (error instanceof RunFolderError) throw new InputError(error.message);
    throw error;
  }
}
