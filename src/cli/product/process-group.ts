import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Processes that have not exited by then are killed. */
const GRACE_PERIOD_MS = 10_000;
const POLL_INTERVAL_MS = 50;

/** Stops every process of a group: first with SIGTERM, then with SIGKILL. */
export async function endGroup(group: number): Promise<void> {
  const isSent = (signal: NodeJS.Signals) => {
    try {
      return process.kill(-group, signal);
    } catch {
      return false;
    }
  };
  if (!isSent('SIGTERM')) return;
  const deadline = performance.now() + GRACE_PERIOD_MS;
  while (isGroupAlive(group)) {
    if (performance.now() > deadline) {
      isSent('SIGKILL');
      return;
    }
    await pause(POLL_INTERVAL_MS);
  }
}

/** Whether a process of the group is alive. Zombies, as in a container without an init process, do not count. */
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
    // The command in parentheses may contain any characters; state, parent and group follow it.
    const [state, , memberOf] = (
      readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) as string
    ).split(' ');
    return Number(memberOf) === group && state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}
