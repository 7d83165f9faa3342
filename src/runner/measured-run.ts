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
 * Reads a run that other runs are compared with.
 *
 * @param report receives a note about anything missing in the run
 * @throws {InputError} if it is not a run, is invalid, measured nothing, or compared two versions
 */
export function measuredRun(folder: string, report: (note: string) => void): MeasuredRun {
  const record = recordIn(folder);
  if (record.run.sides) {
    throw new InputError(
      `${folder}: compares two versions; use a run of a single version, as made by \`npx footfall run\``,
    );
  }
  const analysis = analyse(record);
  const { verdict, run, steps } = analysis;
  if (verdict.outcome === 'invalid') {
    throw new InputError(
      `${folder}: the run is invalid, so other runs cannot be compared with it; repeat the run. ${verdict.reasons.join(' ')}`,
    );
  }
  if (steps.length === 0) {
    throw new InputError(
      `${folder}: no step was measured in the steady state; repeat the run with a longer duration`,
    );
  }
  const [first] = record.unreadable;
  if (first !== undefined) {
    const { length } = record.unreadable;
    report(
      `${folder}: ${length === 1 ? 'one line cannot be read and is' : `${length} lines cannot be read and are`} left out (${first})`,
    );
  }
  if (run.cutShort !== undefined) report(`${folder}: the run ${run.cutShort}`);
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
