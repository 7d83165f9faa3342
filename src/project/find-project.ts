import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { InputError } from './input-error.ts';

/** The names that Playwright looks for. */
const configNames = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((ending) => `playwright.config.${ending}`);

/**
 * Finds the configuration file of a project: the one named, otherwise the nearest `playwright.config.*` in `from` or above.
 *
 * @param from the folder to start in
 * @param named path of the file, or of its folder, relative to `from`
 * @throws {InputError} if there is none, or if a folder has two
 */
export function findConfigFile(from: string, named?: string): string {
  if (named !== undefined) return namedConfig(resolve(from, named), named);
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const found = configIn(folder);
    if (found !== undefined) return found;
    if (dirname(folder) === folder) break;
  }
  throw new InputError(
    `${from} is not in a Footfall project: neither it nor any parent folder has a playwright.config.ts; ` +
      'change to the project’s folder, or name its configuration with --config',
  );
}

function namedConfig(path: string, named: string): string {
  const found = existsSync(path) ? (configIn(path) ?? path) : undefined;
  if (found !== undefined) return found;
  throw new InputError(`--config ${named}: file not found; pass the path of a playwright.config.ts`);
}

function configIn(folder: string): string | undefined {
  const found = configNames.map((name) => join(folder, name)).filter((file) => existsSync(file));
  const [first, second] = found;
  if (first === undefined || second === undefined) return first;
  const names = found.map((file) => relative(folder, file));
  throw new InputError(
    `${folder} has ${found.length} configurations: ${names.join(', ')}; keep one, or name the one to use with --config`,
  );
}
