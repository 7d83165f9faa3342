import { join } from 'node:path';
import { readIfThere } from './read-if-there.ts';

/** Running totals of disk and network traffic; absent if not reported or if there is no such device. */
export interface Traffic {
  diskReadBytes?: number;
  diskWrittenBytes?: number;
  networkReceivedBytes?: number;
  networkSentBytes?: number;
}

/** `/proc/diskstats` counts in sectors of 512 bytes, whatever the disk's own sector size. */
const SECTOR_BYTES = 512;

/** Whole disks only: partitions and stacked devices would count the same bytes again. */
const DISK = /^(?:sd[a-z]+|hd[a-z]+|vd[a-z]+|xvd[a-z]+|nvme\d+n\d+|mmcblk\d+)$/;

/**
 * Loopback, the inner ends of traffic through a real interface, and stacked interfaces, which count the same
 * bytes again: bonds, teams, VLANs (`eth0.100`).
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
  // Two header lines; then a name with a colon, which may touch the first number.
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
