import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageFolder, runsFromSources } from '../../own-files.ts';

/** Modules that run inside a page, by the name of their bundle in the published package. */
export const pageModules = {
  page: 'src/capture/page.ts',
  'canary-page': 'src/runner/browser/canary-page.ts',
};

/**
 * Writes the script that runs inside users' pages to a file, once for all workers.
 *
 * @param instruments `false` includes only the clock
 */
export function writePageScript(file: string, instruments = true): void {
  writeFileSync(file, `(() => { const INSTRUMENTS = ${instruments};\n${pageBundle('page')}})();\n`);
}

/** Bundles a module and its imports into one script that a page can run. */
export function pageBundle(name: keyof typeof pageModules): string {
  return runsFromSources
    ? bundleFromSources(join(packageFolder, pageModules[name]))
    : readFileSync(join(packageFolder, 'dist/pages', `${name}.js`), 'utf8');
}

/** Only for runs from sources: the scripts of the published package are bundled at build time. */
function bundleFromSources(entry: string): string {
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    target: 'chrome120',
    minify: true,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
