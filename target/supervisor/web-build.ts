import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { seeding } from './supervised.ts';

/** Builds the web app in a process of its own: `web-build.ts <web folder>`. */
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

/** As small as it gets, since it is done once. Every asset is text. */
function compress(assets: string): void {
  for (const name of readdirSync(assets)) {
    const content = readFileSync(join(assets, name));
    writeFileSync(join(assets, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(assets, `${name}.gz`), gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
  }
}

/** Assets first, the page that names them last, so that a server on the same folder never serves half a build. */
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
