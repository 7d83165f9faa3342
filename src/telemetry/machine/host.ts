import os from 'node:os';
import { join } from 'node:path';
import type { Instrument } from '../recorder.ts';
import { readIfThere } from './read-if-there.ts';
import { readTraffic, type Traffic } from './traffic.ts';

/** Running totals of the machine; the difference between two readings covers an interval. */
export interface HostReading extends Traffic {
  busyCpuMs: number;
  totalCpuMs: number;
  /** Stolen by the hypervisor; absent if the system does not report it. */
  stolenCpuMs?: number;
  /**
   * Time in which some task waited for a CPU (`some total` of /proc/pressure/cpu); absent without that file.
   */
  pressureMs?: number;
  /** The same for memory, and for disks. */
  memoryPressureMs?: number;
  ioPressureMs?: number;
  memoryUsedBytes: number;
  /** Memory available to programs without swapping; absent if the system does not report it. */
  memoryAvailableBytes?: number;
}

/** Linux counts CPU time in ticks of 10 ms (USER_HZ is 100 on every current architecture). */
const TICK_MS = 10;

/**
 * The machine as source `host`, read from `procRoot`; values that the system does not report are left out.
 */
export function watchHost(procRoot = '/proc'): Instrument {
  let before: HostReading | undefined;
  return (intervalMs) => {
    const after = readHost(procRoot);
    const values = before && hostValues(before, after, intervalMs);
    before = after;
    return values ? [['host', values]] : [];
  };
}

export function readHost(procRoot = '/proc'): HostReading {
  return {
    ...readCpu(procRoot),
    ...readPressure(procRoot, 'cpu', 'pressureMs'),
    ...readPressure(procRoot, 'memory', 'memoryPressureMs'),
    ...readPressure(procRoot, 'io', 'ioPressureMs'),
    ...readAvailableMemory(procRoot),
    ...readTraffic(procRoot),
    memoryUsedBytes: os.totalmem() - os.freemem(),
  };
}

function hostValues(before: HostReading, after: HostReading, intervalMs: number): Record<string, number> {
  const cpuMs = after.busyCpuMs - before.busyCpuMs;
  const wholeCpuMs = after.totalCpuMs - before.totalCpuMs;
  return {
    cpuMs,
    cpuShare: Math.min(1, cpuMs / Math.max(1, wholeCpuMs)),
    memoryUsedBytes: after.memoryUsedBytes,
    ...(after.memoryAvailableBytes !== undefined && { memoryAvailableBytes: after.memoryAvailableBytes }),
    ...share('pressureShare', before.pressureMs, after.pressureMs, intervalMs),
    ...share('memoryPressureShare', before.memoryPressureMs, after.memoryPressureMs, intervalMs),
    ...share('ioPressureShare', before.ioPressureMs, after.ioPressureMs, intervalMs),
    ...share('stealShare', before.stolenCpuMs, after.stolenCpuMs, wholeCpuMs),
    ...increment('diskReadBytes', before, after),
    ...increment('diskWrittenBytes', before, after),
    ...increment('networkReceivedBytes', before, after),
    ...increment('networkSentBytes', before, after),
  };
}

function share(name: string, before: number | undefined, after: number | undefined, whole: number) {
  return before === undefined || after === undefined || whole <= 0
    ? {}
    : { [name]: (after - before) / whole };
}

/** If a total became smaller, a disk or an interface is gone: then nothing is known about this interval. */
function increment(name: keyof Traffic, before: Traffic, after: Traffic) {
  const [from, to] = [before[name], after[name]];
  return from === undefined || to === undefined || to < from ? {} : { [name]: to - from };
}

function readCpu(procRoot: string): Pick<HostReading, 'busyCpuMs' | 'totalCpuMs' | 'stolenCpuMs'> {
  const stat = readIfThere(join(procRoot, 'stat'));
  if (stat !== undefined) {
    const ticks = (stat.split('\n', 1)[0] as string).trim().split(/\s+/).slice(1, 9).map(Number);
    const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0] = ticks;
    const busy = user + nice + system + irq + softirq + steal;
    return {
      busyCpuMs: busy * TICK_MS,
      totalCpuMs: (busy + idle + wait) * TICK_MS,
      stolenCpuMs: steal * TICK_MS,
    };
  }
  let busyCpuMs = 0;
  let idleMs = 0;
  for (const { times } of os.cpus()) {
    busyCpuMs += times.user + times.nice + times.sys + times.irq;
    idleMs += times.idle;
  }
  return { busyCpuMs, totalCpuMs: busyCpuMs + idleMs };
}

function readPressure(
  procRoot: string,
  of: 'cpu' | 'memory' | 'io',
  name: 'pressureMs' | 'memoryPressureMs' | 'ioPressureMs',
): Partial<HostReading> {
  const total = /^some .*total=(\d+)/m.exec(readIfThere(join(procRoot, 'pressure', of)) ?? '')?.[1];
  return total === undefined ? {} : { [name]: Number(total) / 1000 };
}

function readAvailableMemory(procRoot: string): Partial<HostReading> {
  const kibibytes = /^MemAvailable:\s+(\d+) kB$/m.exec(readIfThere(join(procRoot, 'meminfo')) ?? '')?.[1];
  return kibibytes === undefined ? {} : { memoryAvailableBytes: Number(kibibytes) * 1024 };
}
