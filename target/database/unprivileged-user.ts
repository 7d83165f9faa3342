import { readFileSync } from 'node:fs';

export interface User {
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root. When we are root this is the user to run it as; otherwise undefined, and it
 * runs as ourselves.
 */
export function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  // PostgreSQL looks its user up by number, so the user has to be a real one.
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('nobody:'));
  const [, , uid, gid] = entry?.split(':') ?? [];
  if (uid === undefined || gid === undefined) {
    throw new Error(
      'PostgreSQL cannot run as root, and /etc/passwd has no user "nobody" to run it as; ' +
        'start the target as another user, or give a running PostgreSQL in DATABASE_URL',
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}
