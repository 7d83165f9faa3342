import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import { expect, test } from '@playwright/test';
import type { TelemetrySample } from '../../src/sample/sample.ts';
import { readHost } from '../../src/telemetry/host.ts';
import { childrenOf, watchProcesses } from '../../src/telemetry/processes.ts';
import { recordTelemetry } from '../../src/telemetry/recorder.ts';

/** Keeps one core busy until it is killed. */
function spin(): ChildProcess {
  return spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
}

/** How long a busy process may take to get this much CPU on a machine that others use too. */
const PATIENCE_MS = 60_000;
const CPU_MS = 500;

test('the machine counts the CPU that a busy process takes', async () => {
  const child = spin();
  const before = readHost();
  await expect
    .poll(() => readHost().busyCpuMs - before.busyCpuMs, { timeout: PATIENCE_MS })
    .toBeGreaterThan(CPU_MS);
  child.kill('SIGKILL');
  const after = readHost();
  expect(after.totalCpuMs - before.totalCpuMs).toBeGreaterThanOrEqual(after.busyCpuMs - before.busyCpuMs);
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
    await expect.poll(() => childrenOf(parent.pid as number, /./).length, { timeout: PATIENCE_MS }).toBe(1);
    expect(read().size).toBe(0);
    const totals = { all: 0, busy: 0 };
    const readOn = () => {
      const groups = read();
      expect(groups.get('busy')).toMatchObject({ processes: 2 });
      totals.busy += groups.get('busy')?.cpuMs ?? 0;
      totals.all += groups.get('all')?.cpuMs ?? 0;
      return totals.busy;
    };
    await expect.poll(readOn, { timeout: PATIENCE_MS }).toBeGreaterThan(CPU_MS);
    process.kill(-(parent.pid as number), 'SIGKILL');
    // The nearer root claims them: the outer group is not charged again.
    expect(totals.all).toBeLessThan(totals.busy);
  });

  test('a reading a second, with shares between 0 and 1', async () => {
    const samples: TelemetrySample[] = [];
    const stop = recordTelemetry(
      (sample) => samples.push(sample),
      [{ name: 'me', roots: () => [process.pid] }],
    );
    const hostReadings = () => samples.filter(({ source }) => source === 'host');
    await expect.poll(() => hostReadings().length, { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(2);
    stop();
    const host = hostReadings();
    for (const { values, intervalMs } of host) {
      expect(intervalMs).toBeGreaterThan(900);
      for (const [name, value] of Object.entries(values)) {
        if (name.endsWith('Share')) expect(value >= 0 && value <= 1.01).toBe(true);
      }
    }
    expect(samples.some(({ source }) => source === 'me')).toBe(true);
  });
});
