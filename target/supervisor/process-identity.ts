import { readFileSync } from 'node:fs';

/** A process, told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks from the machine's start to the process's; absent where there is no /proc. */
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
    // A process of another user cannot be signalled, but it is there.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return startTicks === undefined || readStartTicks(pid) === startTicks;
}

/** Nothing where there is no /proc, or where the process ends while it is read. */
function readStartTicks(pid: number): string | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field is the program's name in brackets and may hold spaces; the start time is field 22.
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
}
