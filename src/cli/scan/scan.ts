import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { InputError } from '../../project/input-error.ts';
import { shownPath } from '../../store/shown-path.ts';
import { howMany } from '../../words/units.ts';
import { exitCodes } from '../exit-codes.ts';
import { contains } from './find-value.ts';

/** Shorter texts are found everywhere. */
const SHORTEST = 4;

/**
 * Looks for texts in all files of a folder, in every form that {@link contains} knows. A found text is named by its place in the
 * list, never by itself.
 *
 * @returns the exit code: 0 if none is found, 1 if one is
 * @throws {InputError} if there is nothing to look in or for
 */
export async function scan(folder: string, given: string[]): Promise<number> {
  if (!existsSync(folder)) throw new InputError(`there is no folder ${folder}`);
  const values = given.length > 0 ? given : (await text(process.stdin)).split(/\r?\n/).filter(Boolean);
  if (values.length === 0)
    throw new InputError('there is nothing to look for; give texts, or lines on the standard input');
  const short = values.findIndex(({ length }) => length < SHORTEST);
  if (short >= 0)
    throw new InputError(
      `value ${short + 1} has fewer than ${SHORTEST} characters, which are found everywhere`,
    );

  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const found = files.flatMap((file) => {
    const content = readFileSync(file);
    const here = shownPath(file);
    try {
      return values.flatMap((value, index) =>
        contains(file, content, value) ? [`${here}: value ${index + 1}`] : [],
      );
    } catch (error) {
      throw new InputError(`${here} cannot be searched: ${(error as Error).message}`);
    }
  });
  for (const line of found) console.log(line);
  const many = howMany(files.length, 'file');
  console.log(
    found.length > 0 ? `found in ${many}: ${howMany(found.length, 'time')}` : `found in none of ${many}`,
  );
  return found.length > 0 ? exitCodes.budgetFailed : exitCodes.pass;
}
