import { readFileSync } from 'node:fs';

export interface User {
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root. Returns the user to run it as if we are root; otherwise `undefined`, and it
 * runs as the current user.
 */
export function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  // PostgreSQL looks up its user by id, so the user must exist.
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('nobody:'));
  const [, , uid, gid] = entry?.split(':') ?? [];
  if (uid === undefined || gid === undefined) {
    throw new Error(
      'PostgreSQL cannot run as root, and /etc/passwd has no user "nobody" to run it as; ' +
        'start the target as another user, or set DATABASE_URL to a running PostgreSQL',
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}
