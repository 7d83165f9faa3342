import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { InputError } from '../../project/input-error.ts';
import { shownPath } from '../../store/shown-path.ts';
import { formatCount, howMany } from '../../words/units.ts';
import { exitCodes } from '../exit-codes.ts';

/** Shorter texts are found everywhere. */
const SHORTEST = 4;

/** Files whose content is compressed. */
const PACKED = /\.(zip|gz|br)$/;

/**
 * Looks for texts in all files of a folder: as they are, as part of an address, in JSON, and in base64. A found text is named by
 * its place in the list, never by itself.
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
  const open = files.filter((file) => !PACKED.test(file));
  const found = open.flatMap((file) => {
    const content = readFileSync(file);
    return values.flatMap((value, index) =>
      formsOf(value).some((form) => content.includes(form)) ? [`${shownPath(file)}: value ${index + 1}`] : [],
    );
  });
  for (const line of found) console.log(line);
  const packed = files.length - open.length;
  const notSearched =
    packed > 0
      ? `; ${formatCount(packed)} compressed ${packed === 1 ? 'file was' : 'files were'} not searched`
      : '';
  const many = howMany(open.length, 'file');
  console.log(
    found.length > 0
      ? `found in ${many}: ${howMany(found.length, 'time')}${notSearched}`
      : `found in none of ${many}${notSearched}`,
  );
  return found.length > 0 ? exitCodes.budgetFailed : exitCodes.pass;
}

const formsOf = (value: string): string[] => [
  value,
  encodeURIComponent(value),
  JSON.stringify(value).slice(1, -1),
  Buffer.from(value).toString('base64').replace(/=+$/, ''),
];
