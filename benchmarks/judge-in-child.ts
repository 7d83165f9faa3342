import { spawnSync } from 'node:child_process';
import { conclude } from '../src/runner/conclude.ts';

/** What it takes to judge a run folder and to write its reports. */
export interface Judged {
  seconds: number;
  /** The most that the process ever had. */
  memoryMb: number;
}

/** Judges a run folder in a process of its own, with the default heap; undefined when that dies. */
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
