import { readFileSync } from 'node:fs';

/** A process, distinguishable from a later one with the same pid. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks from system boot to process start; absent without /proc. */
  startTicks?: string;
}

export function identify(pid: number): ProcessIdentity {
  const startTicks = readStartTicks(pid);
  return startTicks === undefined ? { pid } : { pid, startTicks };
}

export function isAlive({ pid, startTicks }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's process cannot be signalled, but it exists.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return startTicks === undefined || readStartTicks(pid) === startTicks;
}

/** Returns nothing without /proc, or if the process exits during the read. */
function readStartTicks(pid: number): string | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // Field 2 is the program name in parentheses, which may contain spaces; field 22 is the start time.
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
}
