import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InputError } from '../project/input-error.ts';
import type { Project } from '../project/open-project.ts';
import { readPlaces } from '../project/settings.ts';
import { layout } from '../store/layout.ts';
import { shownPath } from '../store/shown-path.ts';
import { didYouMean } from '../words/did-you-mean.ts';

/**
 * The folder of a run that the user named.
 *
 * @param given its path from the current folder; defaults to the newest run
 * @throws {InputError} if it does not exist, with the most similar one that does
 */
export function runFolder(project: Project, given?: string): string {
  const { reportsFolder } = readPlaces(project);
  const folder = given === undefined ? join(reportsFolder, 'latest') : resolve(given);
  if (existsSync(folder)) return folder;
  const runs = [...new Set([dirname(folder), reportsFolder])].flatMap(runsIn);
  const next =
    runs.length === 0 || given === undefined
      ? `make a run with \`npx footfall run\`; they are in ${shownPath(reportsFolder)}`
      : didYouMean(given, runs);
  throw new InputError(`${given ?? folder}: there is no such run folder; ${next}`);
}

/** Newest first. */
function runsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(layout(path).run))
    .map(shownPath)
    .sort()
    .reverse();
}
