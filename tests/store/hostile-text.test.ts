import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import { readHealth } from '../../src/runner/target-check.ts';
import { Analysis } from '../../src/sample/analysis.ts';
import { printable } from '../../src/sample/plain-text.ts';
import type { Sample, TelemetrySample } from '../../src/sample/sample.ts';
import { openWriter } from '../../src/store/append.ts';
import { cleanJson } from '../../src/store/clean.ts';
import { layout } from '../../src/store/layout.ts';
import { readRun } from '../../src/store/read.ts';
import { errorLines } from '../../src/telemetry/logs/log-errors.ts';
import { parsePrometheus } from '../../src/telemetry/prometheus/prometheus-text.ts';
import { parseRedisInfo } from '../../src/telemetry/redis/redis-info.ts';
import { sampleRun } from '../analysis/sample-run.ts';

const written: [string, string, string][] = [
  ['colours of the command line', '\u001b[32mpassed\u001b[0m\n', '\u001b[32mpassed\u001b[0m\n'],
  ['a line that redraws itself', '\r\u001b[2K3 of 4 users', '\r\u001b[2K3 of 4 users'],
  ['a line that would be overwritten', 'failed\r\u001b[2Kpassed', 'failedpassed'],
  ['a cleared screen', 'a\u001b[2J\u001b[Hb', 'ab'],
  ['a title and a clipboard', '\u001b]0;x\u0007a\u001b]52;c;eA==\u001b\\b', 'ab'],
  ['hidden text', '\u001b[8mhidden\u001b[0m', 'hidden'],
  ['control sequences in a colour', '\u001b[31ma\u0007\u0008b\u001b[0m', '\u001b[31mab\u001b[0m'],
  ['a C1 control', 'a\u009b2Jb', 'a2Jb'],
  ['a change of direction', 'a\u202egnp.exe', 'agnp.exe'],
  ['half a character', 'a\ud800b\udc00c', 'abc'],
  ['whole characters', 'a 👍 – “ü”\tb', 'a 👍 – “ü”\tb'],
];
for (const [what, text, shown] of written) {
  test(`${what} on a terminal`, () => {
    expect(printable(text)).toBe(shown);
  });
}

test('what a product says does not control the terminal of the command line', () => {
  const script =
    "import { cleanOutput } from './src/store/clean.ts'; cleanOutput(); console.log('a\\u001b[2Jb'); console.error('c\\u001b]0;x\\u0007d');";
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const cwd = join(import.meta.dirname, '../..');
  expect(execFileSync(process.execPath, args, { cwd, encoding: 'utf8', stdio: 'pipe' })).toBe('ab\n');
});

test('numbers that nothing can be reckoned with, and half characters, break no file', async () => {
  const half = 'a\ud800b';
  const product = createServer((_request, response) => {
    response.end('{"documents":1e999,"shops":1e300,"brands":-1e17,"shelves":7,"tiers":[{"name":"\\ud800"}]}');
  });
  product.listen(0, '127.0.0.1');
  await new Promise((listening) => product.once('listening', listening));
  const names = ['documents', 'shops', 'brands', 'shelves'];
  const facts = Object.fromEntries(names.map((name) => [name, name]));
  const health = await readHealth(`http://127.0.0.1:${(product.address() as AddressInfo).port}/`, facts);
  product.close();

  const { run, samples, telemetry } = sampleRun();
  const folder = mkdtempSync(join(tmpdir(), 'footfall-'));
  const files = layout(folder);
  mkdirSync(files.samples);
  writeFileSync(files.run, cleanJson({ ...run, folder, target: { url: run.target.url, ...health } }));
  const steps = openWriter<Sample>(files.userSamples(0));
  for (const sample of samples) {
    if (sample.type === 'step' && sample.request)
      sample.request.serverTimingMs = { app: Number.POSITIVE_INFINITY, db: Number.NaN, cache: 1e300, web: 3 };
    steps.append(sample);
  }
  const log: Sample = {
    type: 'log',
    at: 1,
    file: half,
    errors: 1,
    lines: errorLines(`ERROR ${half}`).lines,
  };
  steps.append(log);
  steps.close();
  const readings = openWriter<TelemetrySample>(files.telemetry);
  for (const reading of telemetry) readings.append(reading);
  const values = Object.fromEntries([
    ...parsePrometheus('a 1e999\nb 1e300\nc 3\nd NaN\ne +Inf').map(({ name, value }) => [name, value]),
    ['memoryBytes', parseRedisInfo(`used_memory:${'9'.repeat(400)}`).levels.memoryBytes],
  ]) as Record<string, number>;
  readings.append({ type: 'telemetry', at: 1, intervalMs: 1, source: 'metrics', values });
  readings.close();

  const record = readRun(folder);
  rmSync(folder, { recursive: true });
  expect(record.unreadable).toEqual([]);
  expect(record.run.target).toMatchObject({ url: run.target.url, facts: { shelves: 7 } });
  expect(record.run.target.documents).toBeUndefined();
  expect(record.telemetry.at(-1)?.values).toEqual({ c: 3 });
  const timings = record.samples.flatMap((sample) =>
    sample.type === 'step' && sample.request ? [sample.request.serverTimingMs] : [],
  );
  expect(timings.length).toBeGreaterThan(100);
  for (const timing of timings) expect(timing).toEqual({ web: 3 });
  const analysis = Analysis.parse(analyse(record));
  expect(Analysis.parse(JSON.parse(JSON.stringify(analysis)))).toEqual(analysis);
});
