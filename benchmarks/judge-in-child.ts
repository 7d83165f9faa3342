import { spawnSync } from 'node:child_process';
import { conclude } from '../src/runner/conclude.ts';

/** The cost of judging a run folder and writing its reports. */
export interface Judged {
  seconds: number;
  /** Peak memory of the process. */
  memoryMb: number;
}

/** Judges a run folder in its own process, with the default heap; `undefined` if that process fails. */
export function judgeInChild(folder: string): Judged | undefined {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', import.meta.filename, folder],
    { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
  );
  if (status === 0) return JSON.parse(stdout) as Judged;
  console.error(stderr);
  return undefined;
}

if (process.argv[1] === import.meta.filename) {
  const startedAt = performance.now();
  conclude(process.argv[2] as string);
  const judged: Judged = {
    seconds: (performance.now() - startedAt) / 1000,
    memoryMb: process.resourceUsage().maxRSS / 1024,
  };
  console.log(JSON.stringify(judged));
}
