import type { TelemetrySample } from '../sample/sample.ts';
import { readHost } from './host.ts';
import { type ProcessGroup, watchProcesses } from './processes.ts';

const INTERVAL_MS = 1000;

/** Reads the machine and the process groups once a second and hands each reading to `append`. Returns a stop. */
export function recordTelemetry(
  append: (sample: TelemetrySample) => void,
  groups: ProcessGroup[],
): () => void {
  const readGroups = watchProcesses(groups);
  readGroups();
  let before = readHost();
  let beforeAt = performance.now();
  const timer = setInterval(() => {
    const host = readHost();
    const at = performance.now();
    const intervalMs = at - beforeAt;
    const common = { type: 'telemetry', at: performance.timeOrigin + at, intervalMs } as const;
    const cpuMs = host.busyCpuMs - before.busyCpuMs;
    append({
      ...common,
      source: 'host',
      values: {
        cpuMs,
        cpuShare: Math.min(1, cpuMs / Math.max(1, host.totalCpuMs - before.totalCpuMs)),
        memoryUsedBytes: host.memoryUsedBytes,
        ...difference('pressureShare', before.pressureMs, host.pressureMs, intervalMs),
        ...difference(
          'stealShare',
          before.stolenCpuMs,
          host.stolenCpuMs,
          host.totalCpuMs - before.totalCpuMs,
        ),
      },
    });
    for (const [source, values] of readGroups()) append({ ...common, source, values: { ...values } });
    before = host;
    beforeAt = at;
  }, INTERVAL_MS);
  return () => clearInterval(timer);
}

function difference(name: string, before: number | undefined, after: number | undefined, whole: number) {
  return before === undefined || after === undefined || whole <= 0
    ? {}
    : { [name]: (after - before) / whole };
}
