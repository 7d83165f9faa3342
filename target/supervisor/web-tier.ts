import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './child.ts';
import { PROJECT_FOLDER } from './configuration.ts';
import type { Lifetime } from './lifetime.ts';

const WEB_FOLDER = join(PROJECT_FOLDER, 'target', 'web');
export const WEB_DIST = join(WEB_FOLDER, 'dist');

/** Builds the web app if its sources or the installed packages changed since the last build. */
export async function prepareWeb(lifetime: Lifetime, onProgress: (done: 0 | 1) => void): Promise<void> {
  const built = join(WEB_DIST, 'index.html');
  if (existsSync(built) && statSync(built).mtimeMs > lastChangeMs()) return;
  onProgress(0);
  await runChild(
    { name: 'the web app build', script: 'supervisor/web-build.ts', arguments: [WEB_FOLDER] },
    lifetime,
  );
  onProgress(1);
}

/** The web app depends on its folder, types shared with the server, the build script and the packages. */
function lastChangeMs(): number {
  const sources = readdirSync(WEB_FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !`${entry.parentPath}/`.startsWith(`${WEB_DIST}/`))
    .map((entry) => join(entry.parentPath, entry.name));
  const others = ['target/server/api.ts', 'target/supervisor/web-build.ts', 'package-lock.json'].map((path) =>
    join(PROJECT_FOLDER, path),
  );
  return Math.max(
    ...[...sources, ...others].filter((path) => existsSync(path)).map((path) => statSync(path).mtimeMs),
  );
}
