import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package: `package.json`, `schemas`, and `src` (a checkout) or `dist` (the published package). */
export const packageFolder = resolve(import.meta.dirname, '..');

/** In a checkout the TypeScript sources run as they are; the published package holds compiled JavaScript. */
export const runsFromSources = import.meta.filename.endsWith('.ts');

export const ownVersion = (): string =>
  (JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }).version;

/**
 * The path of one of our modules that runs in a process of its own, or that Playwright loads by path.
 *
 * @param from `import.meta.url` of the module that asks
 * @param name relative to it, without an extension: `./browser-server-process`
 */
export function ownModule(from: string, name: string): string {
  return fileURLToPath(new URL(`${name}${runsFromSources ? '.ts' : '.js'}`, from));
}

/** What Node needs before the path of {@link ownModule}: a loader for TypeScript in a checkout, nothing in the package. */
export function ownExecArgv(): string[] {
  return runsFromSources ? ['--import', import.meta.resolve('tsx')] : [];
}
