import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { quantile } from 'simple-statistics';
import { Analysis } from '../src/sample/analysis.ts';
import type { StepSample } from '../src/sample/sample.ts';
import { layout } from '../src/store/layout.ts';
import { readRun } from '../src/store/read.ts';
import { servePlainPage } from './plain/server.ts';

/**
 * What it costs to drive fifty users: `npm run bench:drive`. Two runs, one on the plainest page there can be, one on the
 * reference target under `peak`. Absolute figures depend on the machine; those aimed at were set for two cores.
 */

const root = resolve(import.meta.dirname, '..');
const GIB = 2 ** 30;

interface Row {
  what: string;
  value: number;
  unit: string;
  /** The aim; absent for what is only shown. */
  atMost?: number;
  atLeast?: number;
}

/** Runs a script with settings of its own and reads the run it made. */
async function run(script: string, parameters: string[], settings: Record<string, string>) {
  const reports = mkdtempSync(join(tmpdir(), 'footfall-drive-'));
  const inherited = Object.entries(process.env).filter(([name]) => !/^(FOOTFALL|TARGET)_/.test(name));
  const child = spawn(process.execPath, [script, ...parameters], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), FOOTFALL_REPORTS: reports, ...settings },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await new Promise((ended) => child.once('exit', ended));
  const folder = join(reports, 'latest');
  if (!existsSync(layout(folder).analysis))
    throw new Error('the run ended without an analysis; what it said stands above');
  const analysis = Analysis.parse(JSON.parse(readFileSync(layout(folder).analysis, 'utf8')));
  const steps = readRun(folder).samples.filter(
    (sample): sample is StepSample => sample.type === 'step' && sample.phase === 'steady',
  );
  return { analysis, steps };
}

function commonRows({ load, generator, run: { users } }: Analysis): Row[] {
  const by = Object.entries(generator.cpuMsPerStepBy ?? {});
  const known = by.reduce((sum, [, cpuMs]) => sum + cpuMs, 0);
  return [
    {
      what: 'users at work, lowest in the steady state',
      value: load.activeUsers?.min ?? 0,
      unit: '',
      atLeast: users,
    },
    { what: 'barrier released after', value: (load.barrierMs ?? Number.NaN) / 1000, unit: 's', atMost: 60 },
    { what: 'steps a second', value: load.stepsPerSecond ?? 0, unit: '' },
    { what: 'machine busy', value: (generator.cpuShare ?? Number.NaN) * 100, unit: '%' },
    {
      what: 'memory at its peak',
      value: (generator.peakMemoryBytes ?? Number.NaN) / GIB,
      unit: 'GiB',
      atMost: 12,
    },
    { what: 'CPU a step, whole machine', value: generator.cpuMsPerStep ?? Number.NaN, unit: 'ms' },
    ...by.map(([name, value]) => ({ what: `  ${name}`, value, unit: 'ms' })),
    {
      what: '  kernel and everything else',
      value: (generator.cpuMsPerStep ?? Number.NaN) - known,
      unit: 'ms',
    },
  ];
}

function aim(rows: Row[], what: string, atMost: number): void {
  const row = rows.find((candidate) => candidate.what === what);
  if (row) row.atMost = atMost;
}

function print(title: string, rows: Row[]): void {
  console.log(`\n${title}\n`);
  for (const { what, value, unit, atMost, atLeast } of rows) {
    const limit = atMost ?? atLeast;
    const reached = atMost === undefined ? value >= (atLeast ?? value) : value <= atMost;
    const sign = atMost === undefined ? '≥' : '≤';
    console.log(
      `  ${what.padEnd(44)}${value.toFixed(1).padStart(8)} ${unit.padEnd(4)}` +
        (limit === undefined ? '' : `  ${sign} ${limit}  ${reached ? 'reached' : 'MISSED'}`),
    );
  }
}

const plainPage = await servePlainPage();
const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
const plain = await run(
  playwright,
  ['test', '--config', join(root, 'benchmarks/plain/playwright.config.ts')],
  {
    FOOTFALL_TARGET: plainPage.url,
    FOOTFALL_WORKLOAD: 'plain',
  },
);
plainPage.close();
const peak = await run(join(root, 'bin/footfall.js'), ['run', 'peak'], {});

const plainRows = commonRows(plain.analysis);
const [ask] = plain.analysis.steps;
plainRows.push(
  { what: 'latency p50 (the answers truly take 70)', value: ask?.latencyMs?.p50 ?? Number.NaN, unit: 'ms' },
  { what: 'latency p95 (the answers truly take 97)', value: ask?.latencyMs?.p95 ?? Number.NaN, unit: 'ms' },
);
aim(plainRows, 'CPU a step, whole machine', 75);
print('The plain page, 50 users, think time 1.5–4.5 s', plainRows);

const peakRows = commonRows(peak.analysis);
const serverMs = peak.steps
  .filter(({ kind, outcome }) => kind === 'query' && outcome.status === 'ok')
  .flatMap(({ request }) => request?.serverTimingMs.app ?? []);
peakRows.push({
  what: 'search p95 in Server-Timing',
  value: quantile(serverMs, 0.95),
  unit: 'ms',
  atMost: 60,
});
aim(peakRows, 'machine busy', 75);
print('The reference target under peak', peakRows);
