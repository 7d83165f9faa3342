import { relative } from 'node:path';

const VARIABLE = 'FOOTFALL_HERE';

/** For the processes of a run, which work in the project's folder: where the user stands. */
export const handedPlace = (): Record<string, string> => ({ [VARIABLE]: process.cwd() });

/** A path to be printed, from where the user stands, as it can be pasted into the next command. */
export function shownPath(path: string): string {
  const shown = relative(process.env[VARIABLE] ?? process.cwd(), path) || '.';
  return /\s/.test(shown) ? `"${shown}"` : shown;
}
