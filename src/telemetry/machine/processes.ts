import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { type ProcessDetail, readDetail } from './process-detail.ts';

/** A group of processes: roots and all their descendants, except those under a nearer root. */
export interface ProcessGroup {
  name: string;
  /**
   * Process ids of the roots, determined at each reading: roots such as browsers and workers may start later.
   */
  roots: (children: ChildrenOf) => number[];
  /** Whether to read memory and open files too. */
  inDetail?: boolean;
}

/** What a group used since the last reading, and what it holds now. */
interface GroupReading extends ProcessDetail {
  cpuMs: number;
  processes: number;
}

/** Direct children of a process whose command matches. */
export type ChildrenOf = (parent: number, command: RegExp) => number[];

interface ProcessReading {
  parent: number;
  command: string;
  cpuMs: number;
}

const TICK_MS = 10;

/**
 * CPU time of groups of processes since the last reading, from /proc; for some groups also memory and open
 * files. Empty without /proc. A process that started and ended between two readings is missed; the machine's
 * total includes its time.
 */
export function watchProcesses(
  groups: ProcessGroup[],
  procRoot = '/proc',
): () => Map<string, GroupReading & Record<string, number>> {
  let before = new Map<number, number>();
  return () => {
    const processes = readProcesses(procRoot);
    const groupOf = new Map<number, string>();
    const children = childrenIn(processes);
    for (const { name, roots } of groups) for (const pid of roots(children)) groupOf.set(pid, name);
    const totals = new Map<string, GroupReading & Record<string, number>>();
    const members = new Map<string, number[]>();
    const after = new Map<number, number>();
    for (const [pid, { cpuMs }] of processes) {
      after.set(pid, cpuMs);
      const name = nearestGroup(pid, processes, groupOf);
      if (name === undefined) continue;
      const total = totals.get(name) ?? { cpuMs: 0, processes: 0 };
      total.cpuMs += cpuMs - (before.get(pid) ?? 0);
      total.processes += 1;
      totals.set(name, total);
      members.set(name, [...(members.get(name) ?? []), pid]);
    }
    for (const { name, inDetail } of groups) {
      const total = totals.get(name);
      if (inDetail && total) Object.assign(total, readDetail(members.get(name) ?? [], procRoot));
    }
    // The first reading has nothing to compare with.
    const isFirst = before.size === 0;
    before = after;
    return isFirst ? new Map() : totals;
  };
}

/** The current children. */
export const childrenOf: ChildrenOf = (parent, command) =>
  childrenIn(readProcesses('/proc'))(parent, command);

function childrenIn(processes: Map<number, ProcessReading>): ChildrenOf {
  return (parent, command) =>
    [...processes]
      .filter(([, entry]) => entry.parent === parent && command.test(entry.command))
      .map(([pid]) => pid);
}

function nearestGroup(
  pid: number,
  processes: Map<number, ProcessReading>,
  groupOf: Map<number, string>,
): string | undefined {
  for (let at: number | undefined = pid; at !== undefined && at > 0; at = processes.get(at)?.parent) {
    const name = groupOf.get(at);
    if (name !== undefined) return name;
  }
  return undefined;
}

function readProcesses(procRoot: string): Map<number, ProcessReading> {
  const processes = new Map<number, ProcessReading>();
  let entries: string[] = [];
  try {
    entries = readdirSync(procRoot);
  } catch {
    return processes;
  }
  for (const entry of entries) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readStat(`${procRoot}/${entry}/stat`);
      // The command is in parentheses and may itself contain spaces and parentheses.
      const close = stat.lastIndexOf(')');
      const fields = stat.slice(close + 2).split(' ', 13);
      processes.set(Number(entry), {
        command: stat.slice(stat.indexOf('(') + 1, close),
        parent: Number(fields[1]),
        cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
      });
    } catch {
      // It ended between the listing and the reading.
    }
  }
  return processes;
}

/** Larger than any line of `stat`. */
const statLine = Buffer.alloc(4096);

/** Called hundreds of times a second: uses three system calls, and allocates no buffer. */
function readStat(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    return statLine.toString('utf8', 0, readSync(descriptor, statLine));
  } finally {
    closeSync(descriptor);
  }
}
