import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import { expect, test } from '@playwright/test';
import type { TelemetrySample } from '../../src/sample/sample.ts';
import { readHost } from '../../src/telemetry/host.ts';
import { watchProcesses } from '../../src/telemetry/processes.ts';
import { recordTelemetry } from '../../src/telemetry/recorder.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Keeps one core busy until it is killed. */
function spin(): ChildProcess {
  return spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
}

test('the machine counts the CPU that a busy process takes', async () => {
  const child = spin();
  const before = readHost();
  await pause(1000);
  const after = readHost();
  child.kill('SIGKILL');
  // A core of its own gives 1,000 ms; half is left for others.
  expect(after.busyCpuMs - before.busyCpuMs).toBeGreaterThan(500);
  expect(after.totalCpuMs - before.totalCpuMs).toBeLessThan(os.cpus().length * 1000 * 1.5);
  expect(after.memoryUsedBytes).toBeGreaterThan(0);
  expect(after.memoryUsedBytes).toBeLessThan(os.totalmem());
});

test.describe('process groups', () => {
  test.skip(!existsSync('/proc/self/stat'), 'this system has no /proc');

  test('a group holds its root and what the root started, and is charged for their CPU', async () => {
    const script =
      "require('child_process').spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }); setInterval(() => {}, 1000)";
    const parent = spawn(process.execPath, ['-e', script], { stdio: 'ignore', detached: true });
    const read = watchProcesses([
      { name: 'all', roots: () => [process.pid] },
      { name: 'busy', roots: () => [parent.pid as number] },
    ]);
    await pause(700);
    expect(read().size).toBe(0);
    await pause(1000);
    const groups = read();
    process.kill(-(parent.pid as number), 'SIGKILL');
    expect(groups.get('busy')).toMatchObject({ processes: 2 });
    expect(groups.get('busy')?.cpuMs).toBeGreaterThan(500);
    // The nearer root claims them: the outer group is not charged again.
    expect(groups.get('all')?.cpuMs).toBeLessThan(groups.get('busy')?.cpuMs as number);
  });

  test('a reading a second, with shares between 0 and 1', async () => {
    const samples: TelemetrySample[] = [];
    const stop = recordTelemetry(
      (sample) => samples.push(sample),
      [{ name: 'me', roots: () => [process.pid] }],
    );
    await pause(2500);
    stop();
    const host = samples.filter(({ source }) => source === 'host');
    expect(host).toHaveLength(2);
    for (const { values, intervalMs } of host) {
      expect(intervalMs).toBeGreaterThan(900);
      for (const [name, value] of Object.entries(values)) {
        if (name.endsWith('Share')) expect(value >= 0 && value <= 1.01).toBe(true);
      }
    }
    expect(samples.some(({ source }) => source === 'me')).toBe(true);
  });
});
