import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startServer } from '../src/calibration/start-server.ts';
import {
  type KnownAnswerRun,
  type KnownAnswers,
  runKnownAnswers,
  type Surroundings,
} from '../src/cli/calibration/known-answer-run.ts';
import type { Analysis } from '../src/sample/analysis.ts';
import type { RunRecord } from '../src/sample/record.ts';
import { layout } from '../src/store/layout.ts';
import { readRun } from '../src/store/read.ts';
import type { Aim } from './aims.ts';
import type { Row } from './table.ts';

const root = resolve(import.meta.dirname, '..');
const GIB = 2 ** 30;

/** The caller's own settings must not change the comparison, except for the choice of the browser. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(FOOTFALL|TARGET)_/.test(name) || name === 'FOOTFALL_BROWSER',
  ),
);

/** Runs one measurement on the plain page, while its server is up. */
export type MeasurePlain = (
  title: string,
  run: KnownAnswerRun,
  env?: NodeJS.ProcessEnv,
) => Promise<KnownAnswers>;

export async function onThePlainPage<Result>(
  act: (measure: MeasurePlain, url: string) => Promise<Result>,
): Promise<Result> {
  const server = await startServer(1);
  const reports = mkdtempSync(join(tmpdir(), 'footfall-benchmark-'));
  try {
    const result = await act((title, run, env) => {
      console.log(`… ${title}`);
      const surroundings: Surroundings = { url: server.url, reports, env: { ...environment, ...env } };
      return runKnownAnswers(run, surroundings);
    }, server.url);
    rmSync(reports, { recursive: true });
    return result;
  } finally {
    await server.stop();
  }
}

/** Executes `footfall run peak` with the reference target. */
export async function runPeak(): Promise<RunRecord> {
  console.log('… 50 users on the reference target');
  const reports = mkdtempSync(join(tmpdir(), 'footfall-benchmark-'));
  const child = spawn(process.execPath, [join(root, 'bin/footfall.js'), 'run', 'peak', '--no-audits'], {
    cwd: root,
    env: { ...environment, FOOTFALL_REPORTS: reports },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await new Promise((ended) => child.once('exit', ended));
  const folder = join(reports, 'latest');
  if (!existsSync(layout(folder).analysis)) {
    throw new Error('the run ended without an analysis; see its output above');
  }
  return readRun(folder);
}

/** The cost of driving the users. */
export function costRows(
  { load, generator }: Analysis,
  aim: Partial<Record<'usersAtWork' | 'barrierSeconds' | 'memoryGib' | 'busyPercent' | 'cpuMsPerStep', Aim>>,
): Row[] {
  const { cpuShare, peakMemoryBytes, cpuMsPerStep, cpuMsPerStepBy = {} } = generator;
  const known = Object.values(cpuMsPerStepBy).reduce((sum, cpuMs) => sum + cpuMs, 0);
  return [
    {
      what: 'active users, minimum in the steady state',
      value: load.activeUsers?.min,
      decimals: 0,
      aim: aim.usersAtWork,
    },
    {
      what: 'barrier released after',
      value: load.barrierMs && load.barrierMs / 1000,
      unit: 's',
      aim: aim.barrierSeconds,
    },
    { what: 'steps per second', value: load.stepsPerSecond },
    { what: 'CPU usage, whole machine', value: cpuShare && cpuShare * 100, unit: '%', aim: aim.busyPercent },
    {
      what: 'peak memory',
      value: peakMemoryBytes && peakMemoryBytes / GIB,
      unit: 'GiB',
      aim: aim.memoryGib,
    },
    { what: 'CPU per step, whole machine', value: cpuMsPerStep, unit: 'ms', aim: aim.cpuMsPerStep },
    ...Object.entries(cpuMsPerStepBy).map(([name, value]) => ({ what: `  ${name}`, value, unit: 'ms' })),
    { what: '  kernel and everything else', value: cpuMsPerStep && cpuMsPerStep - known, unit: 'ms' },
  ];
}
