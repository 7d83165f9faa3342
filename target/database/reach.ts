import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { User } from './unprivileged-user.ts';

/** Whether `user` can enter `folder` and run `program`, found out by trying. */
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

/** A folder that any user can get to, and that stays the same for the same `purpose` and `source`. */
export function reachableFolder(purpose: string, source: string): string {
  // Kept over a restart of the machine, unlike the usual folder for temporary files.
  const base = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();
  const key = createHash('sha256').update(source).digest('hex').slice(0, 12);
  return join(base, `footfall-${purpose}-${key}`);
}

/** Makes a folder for `owner`. One that is there already must be theirs, since anybody may write beside it. */
export function ownFolder(path: string, owner: User, mode: number): void {
  if (!existsSync(path)) {
    mkdirSync(path, { recursive: true, mode });
    chownSync(path, owner.uid, owner.gid);
  }
  const status = lstatSync(path);
  if (!status.isDirectory() || status.uid !== owner.uid) {
    throw new Error(`${path} belongs to somebody else (user ${status.uid}); remove it and start again`);
  }
}
