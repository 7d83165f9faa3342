import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { seeding } from './supervised.ts';

/** Builds the web app in its own process: `web-build.ts <web folder>`. */
const webFolder = process.argv[2];
if (webFolder === undefined) throw new Error('usage: web-build.ts <web folder>');

await seeding(async () => {
  const dist = join(webFolder, 'dist');
  const unfinished = join(dist, `.unfinished-${process.pid}`);
  try {
    await build({ root: webFolder, logLevel: 'error', build: { outDir: unfinished, emptyOutDir: true } });
    compress(join(unfinished, 'assets'));
    publish(unfinished, dist);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
});

/** Uses maximum compression, as it runs once. All assets are text. */
function compress(assets: string): void {
  for (const name of readdirSync(assets)) {
    const content = readFileSync(join(assets, name));
    writeFileSync(join(assets, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(assets, `${name}.gz`), gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
  }
}

/** Copies assets before the page that uses them: a server of this folder must never serve half a build. */
function publish(unfinished: string, dist: string): void {
  const entries = readdirSync(unfinished, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(unfinished.length + 1));
  for (const entry of entries.filter((name) => name !== 'index.html')) {
    cpSync(join(unfinished, entry), join(dist, entry));
  }
  renameSync(join(unfinished, 'index.html'), join(dist, 'index.html'));
  const assets = join(dist, 'assets');
  for (const name of readdirSync(assets)) {
    if (!entries.includes(join('assets', name))) rmSync(join(assets, name), { force: true });
  }
}
