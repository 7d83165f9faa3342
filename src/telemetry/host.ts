import { readFileSync } from 'node:fs';
import os from 'node:os';

/** Running totals of the machine; a difference of two readings gives an interval. */
export interface HostReading {
  busyCpuMs: number;
  totalCpuMs: number;
  /** Stolen by the hypervisor; absent where the system does not tell. */
  stolenCpuMs?: number;
  /** Time in which some task waited for a CPU (`some total` of /proc/pressure/cpu); absent where there is none. */
  pressureMs?: number;
  memoryUsedBytes: number;
}

/** Linux counts CPU time in ticks of 10 ms (USER_HZ is 100 on every current architecture). */
const TICK_MS = 10;

export function readHost(): HostReading {
  return { ...readCpu(), ...readPressure(), memoryUsedBytes: os.totalmem() - os.freemem() };
}

function readCpu(): Pick<HostReading, 'busyCpuMs' | 'totalCpuMs' | 'stolenCpuMs'> {
  const stat = readIfThere('/proc/stat');
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

function readPressure(): Pick<HostReading, 'pressureMs'> {
  const total = /^some .*total=(\d+)/m.exec(readIfThere('/proc/pressure/cpu') ?? '')?.[1];
  return total === undefined ? {} : { pressureMs: Number(total) / 1000 };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
