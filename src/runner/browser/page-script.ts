import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageFolder, runsFromSources } from '../../own-files.ts';

/** Modules that run inside a page, by the names of their bundles in the published package. */
export const pageModules = {
  page: 'src/capture/page.ts',
  'canary-page': 'src/runner/browser/canary-page.ts',
};

/**
 * Writes what runs inside the page into one script, once for all workers.
 *
 * @param instruments false leaves only the clock in the page
 */
export function writePageScript(file: string, instruments = true): void {
  writeFileSync(file, `(() => { const INSTRUMENTS = ${instruments};\n${pageBundle('page')}})();\n`);
}

/** A module and what it imports as one script that a page can run. */
export function pageBundle(name: keyof typeof pageModules): string {
  return runsFromSources
    ? bundleFromSources(join(packageFolder, pageModules[name]))
    : readFileSync(join(packageFolder, 'dist/pages', `${name}.js`), 'utf8');
}

/** The published package needs no bundler: its scripts were bundled when it was built. */
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
