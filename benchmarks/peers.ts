import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, quantile } from 'simple-statistics';
import { commonPaintSources, knownSteps } from '../src/analysis/calibration/known-errors.ts';
import { runWindow } from '../src/analysis/load/run-window.ts';
import plain from '../src/calibration/workloads/plain.ts';
import typed from '../src/calibration/workloads/typed.ts';
import type { Workload } from '../src/sample/workload.ts';
import { aims } from './aims.ts';
import { type MeasurePlain, onThePlainPage } from './measure.ts';
import { installArtillery, runArtillery } from './peers/artillery.ts';
import { type Row, show } from './table.ts';

/**
 * Runs Footfall and Artillery's Playwright engine in turns, on this machine, the same page, browser and pace:
 * `npm run bench:peers`, about a quarter of an hour. Installs Artillery into `.footfall/peers` when it is first called.
 * The CPU time is that of the whole machine while all fifty users act, read the same way for both. Exits with code 1
 * if the aim, for queries that are inserted, is missed.
 */
const turns = ['footfall', 'artillery', 'artillery', 'footfall', 'footfall', 'artillery'] as const;

const workloads = { plain, typed };

const CPU_INTERVAL_MS = 250;

interface Reading {
  stepsPerSecond: number;
  cpuMsPerStep: number;
  errorMs: { p50: number; p95: number; p99: number };
}

await installArtillery();
const reports = mkdtempSync(join(tmpdir(), 'footfall-peers-'));
const cpu = watchCpu();
const results = await onThePlainPage(async (measure, url) => ({
  inserted: await inTurns(measure, url, 'plain'),
  typed: await inTurns(measure, url, 'typed'),
}));
cpu.stop();
rmSync(reports, { recursive: true });

show('50 users whose queries are inserted, think time 1.5–4.5 s, medians of three runs', results.inserted);
show('50 users who type 13 letters a query, think time 2–6 s, medians of three runs', results.typed);

async function inTurns(measure: MeasurePlain, url: string, workload: keyof typeof workloads): Promise<Row[]> {
  const read: Record<(typeof turns)[number], Reading[]> = { footfall: [], artillery: [] };
  for (const [index, side] of turns.entries()) {
    const title = `${workload}, ${side} (${index + 1} of ${turns.length})`;
    const run =
      side === 'footfall' ? ours(measure, title, workload) : theirs(title, url, workloads[workload]);
    read[side].push(await run);
  }
  const { footfall, artillery } = read;
  return [
    ...sideRows('Footfall', footfall),
    ...sideRows('Artillery', artillery),
    {
      what: 'CPU per step, Footfall / Artillery, median of pairs',
      value: median(
        footfall.map(({ cpuMsPerStep }, pair) => cpuMsPerStep / (artillery[pair] as Reading).cpuMsPerStep),
      ),
      decimals: 2,
      ...(workload === 'plain' && { aim: aims.peers.cpuRatio }),
    },
  ];
}

async function ours(
  measure: MeasurePlain,
  title: string,
  workload: keyof typeof workloads,
): Promise<Reading> {
  const { record } = await measure(title, { workload, users: workloads[workload].users });
  const { known, failed } = knownSteps(record, commonPaintSources([record]));
  const { steadyStartAt, steadyEndAt } = runWindow(record);
  return readingOf(
    known.length + failed.length,
    known.map(({ errorMs }) => errorMs),
    steadyStartAt,
    steadyEndAt,
  );
}

async function theirs(title: string, url: string, workload: Workload): Promise<Reading> {
  console.log(`… ${title}`);
  const folder = mkdtempSync(join(reports, 'artillery-'));
  const run = await runArtillery(workload, { url, folder, named: process.env.FOOTFALL_BROWSER });
  const errors = run.steps.flatMap(({ startAt, endAt, truthMs }) =>
    truthMs === undefined ? [] : [endAt - startAt - truthMs],
  );
  return readingOf(run.steps.length, errors, run.windowFrom, run.windowUntil);
}

function readingOf(steps: number, errorsMs: number[], from: number, until: number): Reading {
  const at = (share: number) => quantile(errorsMs, share);
  return {
    stepsPerSecond: steps / ((until - from) / 1000),
    cpuMsPerStep: cpu.between(from, until) / steps,
    errorMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99) },
  };
}

function sideRows(side: string, readings: Reading[]): Row[] {
  const of = (value: (reading: Reading) => number) => median(readings.map(value));
  return [
    { what: `${side}: steps per second`, value: of(({ stepsPerSecond }) => stepsPerSecond) },
    { what: `${side}: CPU per step, whole machine`, value: of((r) => r.cpuMsPerStep), unit: 'ms' },
    { what: `${side}: error p50`, value: of(({ errorMs }) => errorMs.p50), unit: 'ms' },
    { what: `${side}: error p95`, value: of(({ errorMs }) => errorMs.p95), unit: 'ms' },
    { what: `${side}: error p99`, value: of(({ errorMs }) => errorMs.p99), unit: 'ms' },
  ];
}

/** Notes the CPU time of the whole machine all the time, in milliseconds. */
function watchCpu(): { between(from: number, until: number): number; stop(): void } {
  const totals: { at: number; busyMs: number }[] = [];
  const timer = setInterval(() => {
    const busyMs = cpus().reduce(
      (sum, { times }) => sum + times.user + times.nice + times.sys + times.irq,
      0,
    );
    totals.push({ at: Date.now(), busyMs });
  }, CPU_INTERVAL_MS);
  const reached = (at: number) => totals.find((total) => total.at >= at)?.busyMs ?? Number.NaN;
  return {
    between: (from, until) => reached(until) - reached(from),
    stop: () => clearInterval(timer),
  };
}
