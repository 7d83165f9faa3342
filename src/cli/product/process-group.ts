import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Who has not ended by then is killed. */
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 50;

/** Ends every process of a group: politely, and those that stay by force. */
export async function endGroup(group: number): Promise<void> {
  const isSent = (signal: NodeJS.Signals) => {
    try {
      return process.kill(-group, signal);
    } catch {
      return false;
    }
  };
  if (!isSent('SIGTERM')) return;
  const deadline = performance.now() + PATIENCE_MS;
  while (isGroupAlive(group)) {
    if (performance.now() > deadline) {
      isSent('SIGKILL');
      return;
    }
    await pause(LOOK_EVERY_MS);
  }
}

/** One that has ended but whom nobody asked for it, as in a container without an init, is no longer alive. */
function isGroupAlive(group: number): boolean {
  if (existsSync('/proc/self/stat')) {
    return readdirSync('/proc').some((name) => /^\d+$/.test(name) && isLivingMember(name, group));
  }
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

function isLivingMember(pid: string, group: number): boolean {
  try {
    // The command in parentheses may hold anything; after it come state, parent and group.
    const [state, , memberOf] = (
      readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) as string
    ).split(' ');
    return Number(memberOf) === group && state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}
