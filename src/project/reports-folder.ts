import { accessSync, constants, mkdirSync } from 'node:fs';
import { InputError } from './input-error.ts';

/**
 * Makes sure that runs can be written, before anything is started.
 *
 * @throws {InputError} naming the setting that chooses another folder
 */
export function prepareReportsFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(
      `${folder}: reports cannot be written there (${code}); name another folder with FOOTFALL_REPORTS`,
    );
  }
}
