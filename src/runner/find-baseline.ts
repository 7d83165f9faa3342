import { existsSync, statSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { makeBaseline } from '../analysis/across-runs/baseline.ts';
import { InputError } from '../project/input-error.ts';
import type { Baseline } from '../sample/baseline.ts';
import { baselineFile, baselineNames, readBaseline } from '../store/baseline.ts';
import { measuredRun } from './measured-run.ts';

/** A word that can name a file. */
const namePattern = /^(?!\.+$)[\w.-]+$/;

/** @throws {InputError} when it could not be the name of a file */
export function checkBaselineName(name: string): void {
  if (namePattern.test(name)) return;
  throw new InputError(
    `the name of a baseline holds letters, digits, ".", "-" and "_" only (got ${JSON.stringify(name)}); give one like main`,
  );
}

/**
 * The baseline that somebody named.
 *
 * @param wanted a name, or, from `root`, the path of a baseline's file or of a run folder, whose baseline is then made on the spot
 * @param tell told what is missing in a run folder
 * @throws {InputError} when there is none, or it cannot be used
 */
export function findBaseline(
  root: string,
  wanted: string,
  tell: (note: string) => void = console.error,
): Baseline {
  const named = namePattern.test(wanted) ? baselineFile(root, wanted) : undefined;
  if (named !== undefined && existsSync(named)) return baselineIn(named, root);
  const path = resolve(root, wanted);
  if (!existsSync(path)) {
    const names = baselineNames(root).map((name) => `"${name}"`);
    throw new InputError(
      `there is no baseline "${wanted}" (FOOTFALL_BASELINE, --baseline), nor a file or run folder of that name; ` +
        `${names.length === 0 ? 'there are none yet' : `there are ${names.join(', ')}`}. \`npx footfall baseline save <name>\` makes one out of a run`,
    );
  }
  if (!statSync(path).isDirectory()) return baselineIn(path, root);
  return makeBaseline(basename(path), measuredRun(path, tell).record, new Date().toISOString());
}

function baselineIn(file: string, root: string): Baseline {
  const found = readBaseline(file);
  if ('baseline' in found) return found.baseline;
  const inside = relative(root, file);
  throw new InputError(
    `${inside.startsWith('..') ? file : inside}: ${found.problem}; save it again with \`npx footfall baseline save <name>\`, or name another with FOOTFALL_BASELINE (--baseline)`,
  );
}
