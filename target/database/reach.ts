import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { User } from './unprivileged-user.ts';

/** Tests whether `user` can enter `folder` and run `program`, by trying it. */
export function canReach(user: User | undefined, folder: string, program: string): boolean {
  if (!user) return true;
  const script = 'cd "$0" && exec "$1" --version';
  const { status } = spawnSync('/bin/sh', ['-c', script, folder, program], {
    ...user,
    cwd: '/',
    stdio: 'ignore',
  });
  return status === 0;
}

/** Returns a folder that every user can reach, always the same for the same `purpose` and `source`. */
export function reachableFolder(purpose: string, source: string): string {
  // Survives a restart of the machine, unlike the usual temporary folder.
  const base = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();
  const key = createHash('sha256').update(source).digest('hex').slice(0, 12);
  return join(base, `footfall-${purpose}-${key}`);
}

/** Creates a folder for `owner`. An existing one must belong to them, since every user may write to its parent. */
export function ownFolder(path: string, owner: User, mode: number): void {
  if (!existsSync(path)) {
    mkdirSync(path, { recursive: true, mode });
    chownSync(path, owner.uid, owner.gid);
  }
  const status = lstatSync(path);
  if (!status.isDirectory() || status.uid !== owner.uid) {
    throw new Error(`${path} belongs to another user (${status.uid}); remove it and start again`);
  }
}
