import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceSample } from '../../sample/evidence.ts';
import type { Run } from '../../sample/run.ts';
import { readDetail } from '../../telemetry/machine/process-detail.ts';
import { tierProcesses } from './tier-processes.ts';

type SourceState = Pick<SourceSample, 'source' | 'status' | 'message' | 'grant'>;

/** What can be read of this machine and of the processes of the target's tiers. */
export function machineSources(
  target: Pick<Run['target'], 'url' | 'tiers'>,
  procRoot = '/proc',
): SourceState[] {
  const withProcesses = (target.tiers ?? []).filter(({ pids }) => pids && pids.length > 0);
  return [
    host(procRoot),
    ...(withProcesses.length === 0
      ? [noProcesses()]
      : withProcesses.map(({ name, pids }) => processes(name, pids ?? [], target, procRoot))),
  ];
}

function host(procRoot: string): SourceState {
  if (!existsSync(join(procRoot, 'stat'))) {
    const message = 'this system has no /proc: only CPU and memory are known';
    return { source: 'host', status: 'partly', message, grant: 'measure on Linux' };
  }
  if (!existsSync(join(procRoot, 'pressure/cpu'))) {
    const message = 'the kernel does not report pressure (no /proc/pressure)';
    return { source: 'host', status: 'partly', message, grant: 'psi=1 on the kernel command line' };
  }
  return { source: 'host', status: 'read' };
}

function noProcesses(): SourceState {
  return {
    source: 'app',
    status: 'unreachable',
    message: 'the target does not report its process ids, so their CPU and memory are unknown',
    grant:
      'on the same machine, make the health page return {"tiers": [{"name": "app", "kind": "…", "pids": [1234]}]}',
  };
}

function processes(
  name: string,
  pids: number[],
  target: Pick<Run['target'], 'url'>,
  procRoot: string,
): SourceState {
  const { memoryBytes, openFiles } = readDetail(tierProcesses(target, pids, procRoot), procRoot);
  if (memoryBytes === undefined) {
    return {
      source: name,
      status: 'unreachable',
      message: `process ${pids.join(', ')} is not visible on this machine`,
      grant: 'measure on the machine that the target runs on, outside of containers',
    };
  }
  if (openFiles === undefined) {
    return {
      source: name,
      status: 'partly',
      message: 'open files cannot be read: the process belongs to another user',
      grant: 'run Footfall as the same user',
    };
  }
  return { source: name, status: 'read' };
}
