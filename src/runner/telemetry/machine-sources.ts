import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceSample } from '../../sample/evidence.ts';
import type { Run } from '../../sample/run.ts';
import { readDetail } from '../../telemetry/machine/process-detail.ts';
import { tierProcesses } from './tier-processes.ts';

type Told = Pick<SourceSample, 'source' | 'status' | 'message' | 'grant'>;

/** How far this machine and the processes of the target's tiers can be read. */
export function machineSources(target: Pick<Run['target'], 'url' | 'tiers'>, procRoot = '/proc'): Told[] {
  const withProcesses = (target.tiers ?? []).filter(({ pids }) => pids && pids.length > 0);
  return [
    host(procRoot),
    ...(withProcesses.length === 0
      ? [noProcesses()]
      : withProcesses.map(({ name, pids }) => processes(name, pids ?? [], target, procRoot))),
  ];
}

function host(procRoot: string): Told {
  if (!existsSync(join(procRoot, 'stat'))) {
    const message = 'this system has no /proc: only CPU and memory are known';
    return { source: 'host', status: 'partly', message, grant: 'measure on Linux' };
  }
  if (!existsSync(join(procRoot, 'pressure/cpu'))) {
    const message = 'the kernel does not tell pressure (no /proc/pressure)';
    return { source: 'host', status: 'partly', message, grant: 'psi=1 on the command line of the kernel' };
  }
  return { source: 'host', status: 'read' };
}

function noProcesses(): Told {
  return {
    source: 'app',
    status: 'unreachable',
    message: 'the target does not tell its processes, so that their CPU and memory are not known',
    grant:
      'on the same machine, let the health page answer {"tiers": [{"name": "app", "kind": "…", "pids": [1234]}]}',
  };
}

function processes(name: string, pids: number[], target: Pick<Run['target'], 'url'>, procRoot: string): Told {
  const { memoryBytes, openFiles } = readDetail(tierProcesses(target, pids, procRoot), procRoot);
  if (memoryBytes === undefined) {
    return {
      source: name,
      status: 'unreachable',
      message: `process ${pids.join(', ')} is not to be seen on this machine`,
      grant: 'measure on the machine that the target runs on, outside of containers',
    };
  }
  if (openFiles === undefined) {
    return {
      source: name,
      status: 'partly',
      message: 'open files belong to another user',
      grant: 'run Footfall as the same user',
    };
  }
  return { source: name, status: 'read' };
}
