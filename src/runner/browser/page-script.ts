import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/**
 * Writes what runs inside the page into one script, once for all workers.
 *
 * @param instruments false leaves only the clock in the page
 */
export function writePageScript(file: string, instruments = true): void {
  const entry = new URL('../../capture/page.ts', import.meta.url);
  writeFileSync(file, bundleForPage(entry, { INSTRUMENTS: String(instruments) }));
}

/** Bundles a module and what it imports into one script that a page can run. */
export function bundleForPage(entry: URL, define: Record<string, string> = {}): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    define,
    format: 'iife',
    target: 'chrome120',
    minify: true,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
