import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere } from './read-if-there.ts';

/** Figures of several processes together; absent if this user may not read them. */
export interface ProcessDetail {
  /** Resident memory; shared memory counts once, pages of files (programs, libraries) in each process. */
  memoryBytes?: number;
  openFiles?: number;
}

/**
 * Memory and open files of processes, from `status` and `fd` under /proc. Shared memory (a database's
 * buffers, which appear in each of its processes once touched) counts once, with the size in the process that
 * holds most of it.
 */
export function readDetail(pids: number[], procRoot: string): ProcessDetail {
  let ownBytes = 0;
  let sharedBytes = 0;
  let openFiles: number | undefined = 0;
  let seen = 0;
  for (const pid of pids) {
    const status = readIfThere(join(procRoot, String(pid), 'status'));
    const residentBytes = bytesIn(status, 'VmRSS');
    // The process has ended in the meantime, or belongs to the kernel.
    if (residentBytes === undefined) continue;
    const shared = bytesIn(status, 'RssShmem') ?? 0;
    ownBytes += residentBytes - shared;
    sharedBytes = Math.max(sharedBytes, shared);
    seen += 1;
    if (openFiles !== undefined) openFiles = plus(openFiles, filesOf(pid, procRoot));
  }
  if (seen === 0) return {};
  return { memoryBytes: ownBytes + sharedBytes, ...(openFiles !== undefined && { openFiles }) };
}

function bytesIn(status: string | undefined, name: string): number | undefined {
  const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status ?? '')?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

/** If the files of one process are unknown, so is the sum. */
function plus(files: number, more: number | undefined): number | undefined {
  return more === undefined ? undefined : files + more;
}

function filesOf(pid: number, procRoot: string): number | undefined {
  try {
    return readdirSync(join(procRoot, String(pid), 'fd')).length;
  } catch (error) {
    // A process that has ended has no files; those of another user's processes cannot be read.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 0 : undefined;
  }
}
