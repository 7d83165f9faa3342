import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pageBundle, pageModules } from '../src/runner/browser/page-script.ts';

/** Builds the published package into `dist`: JavaScript, type declarations, source maps, and the scripts that run in pages. */
const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'build/tsconfig.json'], {
  cwd: root,
  stdio: 'inherit',
});
mkdirSync(join(dist, 'pages'));
for (const name of Object.keys(pageModules) as (keyof typeof pageModules)[]) {
  writeFileSync(join(dist, 'pages', `${name}.js`), pageBundle(name));
}
for (const path of ['calibration/page.html', 'calibration/perf-budgets']) {
  cpSync(join(root, 'src', path), join(dist, path), { recursive: true });
}
