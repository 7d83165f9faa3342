import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { TelemetrySample } from '../../src/sample/sample.ts';
import { readHost, watchHost } from '../../src/telemetry/machine/host.ts';
import { childrenOf, watchProcesses } from '../../src/telemetry/machine/processes.ts';
import { recordTelemetry } from '../../src/telemetry/recorder.ts';

/** Keeps one core busy until it is killed. */
function spin(): ChildProcess {
  return spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
}

/** How long a busy process may take to get this much CPU on a shared machine. */
const PATIENCE_MS = 60_000;
const CPU_MS = 500;

test('the machine’s CPU time includes that of a busy process', async () => {
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

  test('a group includes its root and all descendants, with their CPU time', async () => {
    const script =
      "require('child_process').spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }); setInterval(() => {}, 1000)";
    const readOutside = watchProcesses([{ name: 'all', roots: () => [process.pid] }]);
    readOutside();
    const outside = readOutside().get('all')?.processes;
    const parent = spawn(process.execPath, ['-e', script], { stdio: 'ignore', detached: true });
    const read = watchProcesses([
      { name: 'all', roots: () => [process.pid] },
      { name: 'busy', roots: () => [parent.pid as number] },
    ]);
    await expect.poll(() => childrenOf(parent.pid as number, /./).length, { timeout: PATIENCE_MS }).toBe(1);
    expect(read().size).toBe(0);
    let busyMs = 0;
    const readOn = () => {
      const groups = read();
      expect(groups.get('busy')).toMatchObject({ processes: 2 });
      // They belong to the nearer root: the outer group does not count them again.
      expect(groups.get('all')).toMatchObject({ processes: outside });
      busyMs += groups.get('busy')?.cpuMs ?? 0;
      return busyMs;
    };
    await expect.poll(readOn, { timeout: PATIENCE_MS }).toBeGreaterThan(CPU_MS);
    process.kill(-(parent.pid as number), 'SIGKILL');
  });
});

/**
 * A /proc with the CPU ticks of a machine and, optionally, how long tasks have waited for a CPU, and more.
 */
function fakeProc() {
  const root = mkdtempSync(join(os.tmpdir(), 'footfall-proc-'));
  return {
    root,
    show(ticks: { user: number; idle: number; steal: number }, waitedUs?: number) {
      const { user, idle, steal } = ticks;
      writeFileSync(join(root, 'stat'), `cpu  ${user} 0 0 ${idle} 0 0 0 ${steal} 0 0\ncpu0 1 1 1 1\n`);
      if (waitedUs === undefined) return;
      mkdirSync(join(root, 'pressure'), { recursive: true });
      const line = (kind: string, total: number) =>
        `${kind} avg10=0.00 avg60=0.00 avg300=0.00 total=${total}\n`;
      writeFileSync(join(root, 'pressure/cpu'), line('some', waitedUs) + line('full', 0));
    },
    write(file: string, text: string) {
      mkdirSync(join(root, file, '..'), { recursive: true });
      writeFileSync(join(root, file), text);
    },
  };
}

test('shares of CPU, steal and pressure are those of the interval', () => {
  const proc = fakeProc();
  const read = watchHost(proc.root);
  proc.show({ user: 1000, idle: 5000, steal: 0 }, 7_000_000);
  expect(read(0)).toEqual([]);
  // 2 s later on two cores: 400 ticks of 10 ms, of which 290 were busy, 10 of them stolen; tasks waited for
  // 0.5 s.
  proc.show({ user: 1280, idle: 5110, steal: 10 }, 7_500_000);
  expect(read(2000)).toEqual([
    [
      'host',
      {
        cpuMs: 2900,
        cpuShare: 0.725,
        stealShare: 0.025,
        pressureShare: 0.25,
        memoryUsedBytes: expect.any(Number),
      },
    ],
  ]);
});

test('memory, disk and network values are those of the interval, and each byte counts once', () => {
  const proc = fakeProc();
  const read = watchHost(proc.root);
  const show = (times: number) => {
    proc.show({ user: 1000 * times, idle: 1000 * times, steal: 0 });
    proc.write(
      'pressure/memory',
      `some avg10=0.00 avg60=0.00 avg300=0.00 total=${times * 100_000}\nfull total=9\n`,
    );
    proc.write(
      'pressure/io',
      `some avg10=0.00 avg60=0.00 avg300=0.00 total=${times * 400_000}\nfull total=9\n`,
    );
    proc.write('meminfo', 'MemTotal:       16000 kB\nMemFree:  1 kB\nMemAvailable:    4000 kB\n');
    const disk = (name: string, factor: number) =>
      `   8       0 ${name} 10 0 ${100 * times * factor} 5 20 0 ${300 * times * factor} 7 0 1 2\n`;
    // A partition, a mapped device and a loop device repeat the bytes of the disks below them.
    proc.write(
      'diskstats',
      ['sda', 'sda1', 'nvme0n1', 'nvme0n1p2', 'dm-0', 'loop0'].map((name) => disk(name, 1)).join(''),
    );
    const device = (name: string, received: number, sent: number) =>
      `${name}:${received * times} 1 0 0 0 0 0 0 ${sent * times} 2 0 0 0 0 0 0\n`;
    proc.write(
      'net/dev',
      `Inter-|   Receive   |  Transmit\n face |bytes packets|bytes packets\n${device('    lo', 9999, 9999)}${device('  eth0', 700, 40)}${device('veth1a', 700, 40)}${device('  eth1', 7, 4)}${device(' bond0', 707, 44)}${device('eth0.100', 700, 40)}`,
    );
  };
  show(1);
  read(0);
  show(2);
  expect(read(1000)).toEqual([
    [
      'host',
      expect.objectContaining({
        memoryPressureShare: 0.1,
        ioPressureShare: 0.4,
        memoryAvailableBytes: 4000 * 1024,
        diskReadBytes: 2 * 100 * 512,
        diskWrittenBytes: 2 * 300 * 512,
        networkReceivedBytes: 707,
        networkSentBytes: 44,
      }),
    ],
  ]);
  // Removing a disk leaves a gap.
  proc.write('diskstats', '   8       0 sda 1 0 1 1 1 0 1 1 0 1 1\n');
  const [[, values] = ['', {}]] = read(1000);
  expect(values).not.toHaveProperty('diskReadBytes');
  expect(values).toMatchObject({ networkReceivedBytes: 0 });
});

test('a group in detail has memory, with shared memory counted once, and open files', () => {
  const proc = fakeProc();
  const add = (pid: number, parent: number, kibibytes: { own: number; shared: number }, files: number) => {
    proc.write(`${pid}/stat`, `${pid} (postgres) S ${parent} 0 0 0 0 0 0 0 0 0 1 1 0 0\n`);
    const { own, shared } = kibibytes;
    proc.write(`${pid}/status`, `Name:\tpostgres\nVmRSS:\t  ${own + shared} kB\nRssShmem:\t ${shared} kB\n`);
    for (let file = 0; file < files; file += 1) proc.write(`${pid}/fd/${file}`, '');
  };
  add(100, 1, { own: 10, shared: 50 }, 3);
  add(101, 100, { own: 20, shared: 90 }, 4);
  add(200, 1, { own: 5, shared: 0 }, 1);
  const groups = [
    { name: 'database', roots: () => [100], inDetail: true },
    { name: 'browser', roots: () => [200] },
  ];
  const read = watchProcesses(groups, proc.root);
  read();
  expect(Object.fromEntries(read())).toEqual({
    database: { cpuMs: 0, processes: 2, memoryBytes: (10 + 20 + 90) * 1024, openFiles: 7 },
    browser: { cpuMs: 0, processes: 1 },
  });
  // If the files of one process cannot be read, there is no sum.
  rmSync(join(proc.root, '101/fd'), { recursive: true });
  proc.write('101/fd', 'no folder');
  expect(read().get('database')).toEqual({ cpuMs: 0, processes: 2, memoryBytes: 120 * 1024 });
});

test('if the system does not report CPU pressure, the value is missing, not 0', () => {
  const proc = fakeProc();
  const read = watchHost(proc.root);
  proc.show({ user: 0, idle: 0, steal: 0 });
  read(0);
  proc.show({ user: 100, idle: 100, steal: 0 });
  const [[, values] = ['', {}]] = read(1000);
  expect(values).toMatchObject({ cpuShare: 0.5 });
  expect(values).not.toHaveProperty('pressureShare');
});

test('without /proc, there are CPU and memory of the machine, but no process groups', async () => {
  const nowhere = join(os.tmpdir(), 'there-is-no-such-proc');
  const read = watchHost(nowhere);
  read(0);
  const [[, values] = ['', {}]] = read(1000);
  expect(Object.keys(values as object).sort()).toEqual(['cpuMs', 'cpuShare', 'memoryUsedBytes']);
  const groups = watchProcesses([{ name: 'me', roots: () => [process.pid] }], nowhere);
  groups();
  expect(groups()).toEqual(new Map());
});

test('each reading gives a line for each source, with the interval that it covers', async () => {
  const samples: TelemetrySample[] = [];
  const asked: number[] = [];
  const stop = recordTelemetry(
    (sample) => samples.push(sample),
    (intervalMs) => {
      asked.push(intervalMs);
      return intervalMs === 0
        ? []
        : [
            ['app', { cpuMs: 7 }],
            ['engine', { cpuMs: 9 }],
          ];
    },
    50,
  );
  await expect.poll(() => samples.length, { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(4);
  stop();
  const [app, engine, next] = samples as [TelemetrySample, TelemetrySample, TelemetrySample];
  expect(app).toEqual({
    type: 'telemetry',
    at: app.at,
    intervalMs: asked[1],
    source: 'app',
    values: { cpuMs: 7 },
  });
  expect(engine).toEqual({ ...app, source: 'engine', values: { cpuMs: 9 } });
  expect(next.at - app.at).toBeCloseTo(next.intervalMs, 2);
});

test('a reading of this machine has shares between 0 and 1', async () => {
  const samples: TelemetrySample[] = [];
  const append = (sample: TelemetrySample) => samples.push(sample);
  const me = watchProcesses([{ name: 'me', roots: () => [process.pid] }]);
  const stops = [recordTelemetry(append, watchHost(), 1000), recordTelemetry(append, me, 1000)];
  await expect.poll(() => samples.length, { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(4);
  for (const stop of stops) stop();
  const host = samples.filter(({ source }) => source === 'host');
  expect(host.length).toBeGreaterThanOrEqual(2);
  for (const { values, intervalMs } of host) {
    expect(intervalMs).toBeGreaterThan(900);
    for (const [name, value] of Object.entries(values)) {
      if (name.endsWith('Share')) expect(value >= 0 && value <= 1.01).toBe(true);
    }
  }
  expect(samples.some(({ source }) => source === 'me')).toBe(existsSync('/proc/self/stat'));
});
