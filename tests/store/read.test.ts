import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { generateRun } from '../../benchmarks/generate-run.ts';
import { analyse } from '../../src/analysis/analyse.ts';
import { openWriter } from '../../src/store/append.ts';
import { layout } from '../../src/store/layout.ts';
import { linesOf } from '../../src/store/lines.ts';
import { RunFolderError, readRun } from '../../src/store/read.ts';
import peak from '../../workloads/peak.ts';
import { step } from '../analysis/record.ts';
import { someCalibration } from '../calibration/some-calibration.ts';

const run = {
  schemaVersion: 1,
  id: 'one',
  folder: '/somewhere/one',
  startedAt: '2026-01-01T00:00:00.000Z',
  workload: peak,
  seats: ['explore'],
  workers: 1,
  budgets: [],
  footfall: '0.1.0',
  playwright: '1.65.1',
  browser: { name: 'Chromium', version: '156', foundAs: 'system' },
  environment: { node: 'v20', os: 'Linux', cpuModel: 'x', cores: 2, memoryBytes: 1 },
  target: { url: 'http://127.0.0.1:1/' },
};

function runFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-'));
  mkdirSync(layout(folder).samples);
  writeFileSync(layout(folder).run, JSON.stringify(run));
  return folder;
}

test('appended samples are read back', () => {
  const folder = runFolder();
  const sample = { type: 'user', user: 3, journey: 'explore', event: 'start', at: 1 } as const;
  const writer = openWriter(layout(folder).userSamples(3));
  writer.append(sample);
  writer.close();
  expect(readRun(folder)).toEqual({ run, samples: [sample], telemetry: [], unreadable: [] });
});

test('a calibrated machine’s own share is noted with requests to somewhere else, at the level that covers the users', () => {
  const folder = runFolder();
  const calibration = someCalibration();
  const levels = calibration.levels.map((level) => ({ ...level, handOverMs: level.users / 10 }));
  writeFileSync(
    layout(folder).run,
    JSON.stringify({ ...run, workload: { ...peak, users: 20 }, calibration: { ...calibration, levels } }),
  );
  const asked = (url: string) =>
    step(100, 0, { request: { url, matchedBy: 'traceparent', startMs: 1, serverTimingMs: {} } });
  const writer = openWriter(layout(folder).userSamples(3));
  for (const url of ['https://shop.example/search', 'http://127.0.0.1:1/search']) writer.append(asked(url));
  writer.close();
  const noted = readRun(folder).samples.map((sample) => sample.type === 'step' && sample.request?.handOverMs);
  expect(noted).toEqual([5, undefined]);
});

test('a line cut off in the middle is listed, and the good lines count', () => {
  const folder = runFolder();
  const file = layout(folder).userSamples(0);
  appendFileSync(
    file,
    '{"type":"user","user":0,"journey":"explore","event":"start","at":1}\n{"type":"user","us',
  );
  const { samples, unreadable } = readRun(folder);
  expect(samples).toHaveLength(1);
  expect(unreadable).toEqual(['user-000.ndjson:2: the line is cut off or is not JSON']);
});

test('a line that does not match the schema is listed with the reason', () => {
  const folder = runFolder();
  appendFileSync(
    layout(folder).userSamples(0),
    '{"type":"user","user":-1,"journey":"x","event":"start","at":1}\n',
  );
  expect(readRun(folder).unreadable[0]).toMatch(/^user-000\.ndjson:1: user: /);
});

test('a missing folder, a folder without a run and a broken run.json have their own errors', () => {
  const missing = join(tmpdir(), 'footfall-never-made');
  expect(() => readRun(missing)).toThrow(RunFolderError);
  expect(() => readRun(missing)).toThrow(/there is no such run folder/);
  const folder = runFolder();
  writeFileSync(layout(folder).run, '{"schemaVersion":1,');
  expect(() => readRun(folder)).toThrow(/run\.json: not readable as JSON/);
  rmSync(layout(folder).run);
  expect(() => readRun(folder)).toThrow(/there is no run\.json in it/);
});

test('lines do not depend on the chunk size', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'footfall-')), 'lines');
  const text = 'first\n\näöü › 搜索\n🦶 half a foot\r\nlast, cut o';
  writeFileSync(file, text);
  const expected = text.split('\n').flatMap((line, index) => (line === '' ? [] : [[index + 1, line]]));
  for (let chunkBytes = 1; chunkBytes <= 64; chunkBytes += 1) {
    expect([...linesOf(file, chunkBytes)], `chunks of ${chunkBytes}`).toEqual(expected);
  }
  writeFileSync(file, '');
  expect([...linesOf(file)]).toEqual([]);
});

test('an unknown property makes a line unreadable', () => {
  const folder = runFolder();
  appendFileSync(
    layout(folder).userSamples(0),
    '{"type":"user","user":0,"journey":"explore","event":"start","at":1,"mood":"good"}\nnull\n',
  );
  const { samples, unreadable } = readRun(folder);
  expect(samples).toEqual([]);
  expect(unreadable).toHaveLength(2);
  expect(unreadable[0]).toContain('"mood"');
  expect(unreadable[1]).toContain('user-000.ndjson:2: record: ');
});

test('a generated run has the requested number of steps, is readable, reproducible and valid', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'footfall-')), 'generated');
  await generateRun(folder, { users: 10, samples: 6000, seed: 3 });
  const record = readRun(folder);
  expect(record.unreadable).toEqual([]);
  const steps = record.samples.filter((sample) => sample.type === 'step');
  expect(steps.length).toBeGreaterThanOrEqual(6000);
  expect(steps.length).toBeLessThan(6600);
  const { load, steps: analysed, run: facts } = analyse(record);
  expect(load.steadyMs).toBe(600_000);
  expect(load.activeUsers?.min).toBe(10);
  expect(load.littleUsers).toBeCloseTo(10, 0);
  expect(facts.cutShort).toBeUndefined();
  expect(analysed.length).toBeGreaterThan(10);

  const again = join(mkdtempSync(join(tmpdir(), 'footfall-')), 'generated');
  await generateRun(again, { users: 10, samples: 6000, seed: 3 });
  expect(readRun(again).samples).toEqual(record.samples);
});

test('a generated run is read back exactly as written, line by line', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'footfall-')), 'generated');
  await generateRun(folder, { users: 1, samples: 600, seed: 3 });
  const { samples, telemetry } = readRun(folder);
  const linesIn = (file: string) => [...linesOf(file)].map(([, line]) => JSON.parse(line) as unknown);
  expect(samples.map((sample) => JSON.stringify(sample)).sort()).toEqual(
    [...linesIn(layout(folder).runSamples), ...linesIn(layout(folder).userSamples(0))]
      .map((line) => JSON.stringify(line))
      .sort(),
  );
  expect(telemetry).toEqual(linesIn(layout(folder).telemetry));
});
