import type { Analysis } from '../sample/analysis.ts';
import type { Thresholds } from '../sample/calibration.ts';
import { groupBy } from '../sample/group-by.ts';
import type { StepSample, TelemetrySample } from '../sample/sample.ts';
import { contaminationShares, judgeContamination } from './contamination.ts';
import type { RunWindow } from './run-window.ts';
import { peakReadings, type SignalSeries, unseenSignals } from './signals.ts';

/** How much of a reading's interval lies in the steady state, in milliseconds. */
function overlapMs({ at, intervalMs }: TelemetrySample, { steadyStartAt, steadyEndAt }: RunWindow): number {
  return Math.max(0, Math.min(at, steadyEndAt) - Math.max(at - intervalMs, steadyStartAt));
}

/** Mean of a value over the steady state, each reading weighted by its time in it. */
function meanOf(readings: TelemetrySample[], name: string, window: RunWindow): number | undefined {
  let weighted = 0;
  let weightMs = 0;
  for (const reading of readings) {
    const value = reading.values[name];
    if (value === undefined) continue;
    weighted += value * overlapMs(reading, window);
    weightMs += overlapMs(reading, window);
  }
  return weightMs > 0 ? weighted / weightMs : undefined;
}

/** CPU time used in the steady state, in milliseconds summed over the cores. */
function cpuMsOf(readings: TelemetrySample[], window: RunWindow): number | undefined {
  const used = readings.flatMap((reading) => {
    const { cpuMs } = reading.values;
    const inside = overlapMs(reading, window);
    return cpuMs === undefined || inside === 0 ? [] : [(cpuMs * inside) / reading.intervalMs];
  });
  return used.length > 0 ? used.reduce((sum, ms) => sum + ms, 0) : undefined;
}

/** Highest memory in use above that of the run's first reading, in bytes. */
function peakMemoryBytes(host: TelemetrySample[]): number | undefined {
  const used = host
    .toSorted((a, b) => a.at - b.at)
    .map((reading) => reading.values.memoryUsedBytes)
    .filter((bytes) => bytes !== undefined);
  const [first] = used;
  return first === undefined ? undefined : used.reduce((peak, bytes) => Math.max(peak, bytes - first), 0);
}

/** What was used, for each step and by group of processes, and what the machine was like. */
function resources(telemetry: TelemetrySample[], steps: number, window: RunWindow): Analysis['generator'] {
  const { host = [], ...groups } = Object.fromEntries(groupBy(telemetry, (reading) => reading.source));
  const perStep = (cpuMs: number | undefined) =>
    cpuMs === undefined || steps === 0 ? undefined : cpuMs / steps;
  const by = Object.entries(groups).flatMap(([source, readings]) => {
    const cpuMs = perStep(cpuMsOf(readings, window));
    return cpuMs === undefined ? [] : [[source, cpuMs] as const];
  });
  const measured = {
    cpuShare: meanOf(host, 'cpuShare', window),
    pressureShare: meanOf(host, 'pressureShare', window),
    cpuMsPerStep: perStep(cpuMsOf(host, window)),
    cpuMsPerStepBy: by.length > 0 ? Object.fromEntries(by) : undefined,
    peakMemoryBytes: peakMemoryBytes(host),
  };
  return Object.fromEntries(Object.entries(measured).filter(([, value]) => value !== undefined));
}

/** How hard the measuring machine worked, and how far that touched the steps. What no telemetry told is absent. */
export function generatorAnalysis(
  telemetry: TelemetrySample[],
  series: SignalSeries,
  steady: StepSample[],
  window: RunWindow,
  thresholds: Thresholds,
): Analysis['generator'] {
  const judged = steady.map((step) => judgeContamination(step, series, thresholds));
  return {
    ...resources(telemetry, steady.length, window),
    ...contaminationShares(judged),
    thresholds,
    ...(telemetry.length > 0 && { unseen: unseenSignals(series, steady) }),
    peakSignals: peakReadings(series, steady, window),
  };
}
