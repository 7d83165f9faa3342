import { existsSync, statSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { makeBaseline } from '../analysis/across-runs/baseline.ts';
import { InputError } from '../project/input-error.ts';
import type { Baseline } from '../sample/baseline.ts';
import { baselineFile, baselineNames, readBaseline } from '../store/baseline.ts';
import { didYouMean } from '../words/did-you-mean.ts';
import { measuredRun } from './measured-run.ts';

/** A word that is a valid file name. */
const namePattern = /^(?!\.+$)[\w.-]+$/;

/** @throws {InputError} if the name is not a valid file name */
export function checkBaselineName(name: string): void {
  if (namePattern.test(name)) return;
  throw new InputError(
    `a baseline name may contain letters, digits, ".", "-" and "_" only (got ${JSON.stringify(name)}); use a name such as main`,
  );
}

/**
 * Finds the baseline that the user asked for.
 *
 * @param wanted a name, or a path relative to `root`: a baseline file, or a run folder, from which a baseline
 * is made
 * @param report receives a note about anything missing in a run folder
 * @throws {InputError} if there is no such baseline, or it cannot be used
 */
export function findBaseline(
  root: string,
  wanted: string,
  report: (note: string) => void = console.error,
): Baseline {
  const named = namePattern.test(wanted) ? baselineFile(root, wanted) : undefined;
  if (named !== undefined && existsSync(named)) return baselineIn(named, root);
  const path = resolve(root, wanted);
  if (!existsSync(path)) {
    const names = baselineNames(root);
    throw new InputError(
      `there is no baseline "${wanted}" (FOOTFALL_BASELINE, --baseline), and no file or run folder of that name; ` +
        (names.length === 0
          ? 'save one from a run with `npx footfall baseline save <name>`'
          : didYouMean(wanted, names)),
    );
  }
  if (!statSync(path).isDirectory()) return baselineIn(path, root);
  try {
    return makeBaseline(basename(path), measuredRun(path, report).record, new Date().toISOString());
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`the baseline (FOOTFALL_BASELINE, --baseline): ${error.message}`);
  }
}

function baselineIn(file: string, root: string): Baseline {
  const found = readBaseline(file);
  if ('baseline' in found) return found.baseline;
  const inside = relative(root, file);
  throw new InputError(
    `${inside.startsWith('..') ? file : inside}: ${found.problem}; save it again with \`npx footfall baseline save <name>\`, or choose another one with FOOTFALL_BASELINE (--baseline)`,
  );
}
