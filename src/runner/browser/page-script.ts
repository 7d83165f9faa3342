import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageFolder, runsFromSources } from '../../own-files.ts';

/** Modules that run inside a page, by the name of their bundle in the published package. */
export const pageModules = {
  page: { entry: 'src/capture/page.ts', define: { INSTRUMENTS: 'true' } },
  'page-without-instruments': { entry: 'src/capture/page.ts', define: { INSTRUMENTS: 'false' } },
  'canary-page': { entry: 'src/runner/browser/canary-page.ts', define: {} },
};

/**
 * Writes the script that runs inside users' pages to a file, once for all workers.
 *
 * @param instruments `false` includes only the clock
 */
export function writePageScript(file: string, instruments = true): void {
  writeFileSync(file, pageBundle(instruments ? 'page' : 'page-without-instruments'));
}

/** Bundles a module and its imports into one script that a page can run. */
export function pageBundle(name: keyof typeof pageModules): string {
  return runsFromSources
    ? bundleFromSources(pageModules[name])
    : readFileSync(join(packageFolder, 'dist/pages', `${name}.js`), 'utf8');
}

/** Only for runs from sources: the scripts of the published package are bundled at build time. */
function bundleFromSources({ entry, define }: (typeof pageModules)[keyof typeof pageModules]): string {
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  const { outputFiles } = buildSync({
    entryPoints: [join(packageFolder, entry)],
    bundle: true,
    define,
    format: 'iife',
    target: 'chrome120',
    minify: true,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
