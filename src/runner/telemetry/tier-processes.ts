import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOnThisMachine } from '../../sample/loopback.ts';
import type { Run } from '../../sample/run.ts';

/** Process id of the first process, in a container too. */
const FIRST = 1;

/**
 * The process ids that a tier reports, if they can be those of this machine: a target on another machine, or
 * in a container, has ids of its own. Parents of this process are not part of the target either.
 */
export function tierProcesses(
  target: Pick<Run['target'], 'url'>,
  pids: number[] | undefined,
  procRoot = '/proc',
): number[] {
  if (!isOnThisMachine(target.url)) return [];
  const above = ancestors(process.pid, procRoot);
  return (pids ?? []).filter((pid) => pid > FIRST && !above.has(pid));
}

function ancestors(pid: number, procRoot: string): Set<number> {
  const found = new Set<number>();
  for (let at = parentOf(pid, procRoot); at > 0 && !found.has(at); at = parentOf(at, procRoot)) found.add(at);
  return found;
}

/** 0 if it has none, or the system does not report it. */
function parentOf(pid: number, procRoot: string): number {
  try {
    const status = readFileSync(join(procRoot, String(pid), 'status'), 'utf8');
    return Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
