import { join } from 'node:path';
import { readIfThere } from './read-if-there.ts';

/** Running totals of what went over disks and network; absent where the system does not tell, or has none. */
export interface Traffic {
  diskReadBytes?: number;
  diskWrittenBytes?: number;
  networkReceivedBytes?: number;
  networkSentBytes?: number;
}

/** `/proc/diskstats` counts in sectors of 512 bytes, whatever the disk's own are. */
const SECTOR_BYTES = 512;

/** Whole disks: partitions, and devices that lie on others, would count the same bytes again. */
const DISK = /^(?:sd[a-z]+|hd[a-z]+|vd[a-z]+|xvd[a-z]+|nvme\d+n\d+|mmcblk\d+)$/;

/**
 * The machine talking to itself, the inner ends of what passes through a real interface, and what lies on others and counts their bytes
 * again: bonds, teams, VLANs (`eth0.100`).
 */
const INNER_INTERFACE = /^(?:lo|veth|docker|br-|virbr|cni|flannel|cali|bond|team|.*[.@])/;

export function readTraffic(procRoot: string): Traffic {
  return { ...readDisks(procRoot), ...readNetwork(procRoot) };
}

function readDisks(procRoot: string): Traffic {
  const disks = linesOf(join(procRoot, 'diskstats')).filter(([, , name]) => DISK.test(name ?? ''));
  if (disks.length === 0) return {};
  return {
    diskReadBytes: sum(disks, 5) * SECTOR_BYTES,
    diskWrittenBytes: sum(disks, 9) * SECTOR_BYTES,
  };
}

function readNetwork(procRoot: string): Traffic {
  // Two lines of headings; then a name with a colon, which may touch the first number.
  const interfaces = linesOf(join(procRoot, 'net/dev'), /[\s:]+/)
    .slice(2)
    .filter(([name]) => name !== undefined && !INNER_INTERFACE.test(name));
  if (interfaces.length === 0) return {};
  return { networkReceivedBytes: sum(interfaces, 1), networkSentBytes: sum(interfaces, 9) };
}

function linesOf(file: string, gap: RegExp = /\s+/): string[][] {
  const lines = (readIfThere(file) ?? '').split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => line.trim().split(gap));
}

function sum(lines: string[][], field: number): number {
  return lines.reduce((total, line) => total + Number(line[field] ?? 0), 0);
}
