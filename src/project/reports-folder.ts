import { accessSync, constants, mkdirSync } from 'node:fs';
import { InputError } from './input-error.ts';

/**
 * Makes sure that runs can be written and read back, before anything is started.
 *
 * @throws {InputError} naming the setting that chooses another folder
 */
export function prepareReportsFolder(folder: string): void {
  prepareFolder(folder, 'reports', 'name another folder with FOOTFALL_REPORTS');
}

/**
 * Makes a folder that can be written to and read, if there is none.
 *
 * @param content what is written there, in the plural
 * @param next what to do if that is impossible
 * @throws {InputError}
 */
export function prepareFolder(folder: string, content: string, next: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(`${folder}: ${content} cannot be written there (${code}); ${next}`);
  }
}
