import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/**
 * Bundles what runs inside the page into one script, once for all workers.
 *
 * @param instruments false leaves only the clock in the page
 */
export function writePageScript(file: string, instruments = true): void {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('../capture/page.ts', import.meta.url))],
    bundle: true,
    define: { INSTRUMENTS: String(instruments) },
    format: 'iife',
    target: 'chrome120',
    minify: true,
    write: false,
  });
  writeFileSync(file, outputFiles[0]?.contents ?? '');
}
