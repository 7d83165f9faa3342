import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerKinds } from '../../src/calibration/answers.ts';
import { Calibration } from '../../src/sample/calibration.ts';
import { readRun } from '../../src/store/read.ts';
import { descendantsOf, isAlive } from '../cli/footfall.ts';

const project = resolve(import.meta.dirname, '../..');

// Five runs with real browsers, on a machine that may be busy.
test.describe.configure({ timeout: 300_000 });

const folders: string[] = [];
test.afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Starts a calibration with a separate folder for its results and temporary files. */
function startCalibration(flags: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'footfall-test-'));
  const temporary = join(root, 'temporary');
  mkdirSync(temporary);
  folders.push(root);
  for (const part of ['workloads', 'journeys', 'perf-budgets'])
    symlinkSync(join(project, part), join(root, part));
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(FOOTFALL|TARGET|PW|PLAYWRIGHT|TEST)_/.test(name) || name === 'FOOTFALL_BROWSER',
  );
  const script = join(import.meta.dirname, 'calibrate-elsewhere.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, root, JSON.stringify(flags)], {
    cwd: project,
    env: { ...Object.fromEntries(inherited), TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const stored = join(root, '.footfall/calibrations');
  return {
    child,
    said: () => said,
    exited: new Promise<number | null>((ended) => child.once('close', ended)),
    /** The files it stored. */
    stored: () => (existsSync(stored) ? readdirSync(stored).map((name) => join(stored, name)) : []),
    /** The current run folders. */
    runs: () =>
      readdirSync(temporary)
        .filter((name) => name.startsWith('footfall-calibration-'))
        .map((name) => join(temporary, name)),
  };
}

test('one and two users are measured against the truth, printed in a table and stored', async () => {
  const started = startCalibration({ workload: 'smoke', users: '2', duration: '3' });
  const exitCode = await started.exited;
  const said = started.said();
  expect(exitCode, said).toBe(0);
  expect(said).toMatch(/^ {4}1 +\d+ .*\n {4}2 +\d+ /m);
  expect(said).toContain('Floor: with one user alone');
  expect(said).toContain("Node's clock");
  expect(said).toMatch(
    /This machine (measures up to [12] users? accurately|does not measure any number of users accurately)/,
  );

  expect(started.stored()).toHaveLength(1);
  const [file = ''] = started.stored();
  const calibration = Calibration.parse(JSON.parse(readFileSync(file, 'utf8')));
  expect(calibration.viewport).toBe('800×600');
  expect(calibration.levels.map(({ users }) => users)[0]).toBe(1);
  for (const { steps, byStep, errorMs } of calibration.levels) {
    expect(steps).toBeGreaterThan(0);
    // The paint cannot come before its answer, nor before the second of two parts; the slack allows for an
    // early timer.
    for (const { errorMs } of Object.values(byStep)) expect(errorMs.p50).toBeGreaterThanOrEqual(-5);
    expect(errorMs.max).toBeGreaterThanOrEqual(errorMs.p95);
    expect(answerKinds).toEqual(expect.arrayContaining(Object.keys(byStep)));
  }
  expect(calibration.naive?.steps).toBeGreaterThan(0);
  // Node receives the answer after the page has shown it.
  expect(calibration.naive?.naive.p50).toBeGreaterThan(0);
  expect(started.runs()).toEqual([]);
});

test('Ctrl-C stops it and leaves neither processes nor files', async () => {
  const started = startCalibration({ workload: 'smoke', users: '2', duration: '300' });
  const stepsTaken = () => {
    try {
      const { samples } = readRun(join(started.runs()[0] as string, 'latest'));
      return samples.filter(({ type }) => type === 'step').length;
    } catch {
      return 0;
    }
  };
  await expect.poll(stepsTaken, { timeout: 120_000 }).toBeGreaterThan(1);
  const processes = descendantsOf(started.child.pid as number);
  expect(processes.length).toBeGreaterThan(4);
  started.child.kill('SIGINT');
  expect(await started.exited).toBe(3);
  expect(started.said()).toContain('interrupted: nothing was stored');
  await expect.poll(() => processes.filter(isAlive), { timeout: 30_000 }).toEqual([]);
  expect(started.stored()).toEqual([]);
  expect(started.runs()).toEqual([]);
});

test('a failed run is reported with its reason', async () => {
  const started = startCalibration({ workload: 'smoke', users: '2', browser: '/bin/true' });
  expect(await started.exited).toBe(2);
  expect(started.said()).toContain('nothing was measured: the run with 1 user failed');
  expect(started.said()).toContain('Failed to launch');
  expect(started.stored()).toEqual([]);
});
