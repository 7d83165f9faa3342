import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package: `package.json`, `schemas`, and `src` (a checkout) or `dist` (the published package). */
export const packageFolder = resolve(import.meta.dirname, '..');

/** A checkout runs the TypeScript sources directly; the published package contains compiled JavaScript. */
export const runsFromSources = import.meta.filename.endsWith('.ts');

export const ownVersion = (): string =>
  (JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }).version;

/**
 * The path of a module of this package that runs in its own process or that Playwright loads by path.
 *
 * @param from `import.meta.url` of the calling module
 * @param name relative to it, without an extension: `./browser-server-process`
 */
export function ownModule(from: string, name: string): string {
  return fileURLToPath(new URL(`${name}${runsFromSources ? '.ts' : '.js'}`, from));
}

/** Node flags for running an {@link ownModule}: a TypeScript loader in a checkout, none in the published package. */
export function ownExecArgv(): string[] {
  return runsFromSources ? ['--import', import.meta.resolve('tsx')] : [];
}
