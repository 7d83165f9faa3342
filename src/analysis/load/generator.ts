import type { Analysis } from '../../sample/analysis.ts';
import type { Thresholds } from '../../sample/calibration.ts';
import { groupBy } from '../../sample/group-by.ts';
import type { StepSample, TelemetrySample } from '../../sample/sample.ts';
import type { Signal } from '../../sample/signals.ts';
import { contaminationShares, judgeContamination } from './contamination.ts';
import { meanOver } from './readings.ts';
import type { RunWindow } from './run-window.ts';
import { peakReadings, type SignalSeries, unseenSignals } from './signals.ts';

/** How much of a reading's interval lies in the steady state, in milliseconds. */
function overlapMs({ at, intervalMs }: TelemetrySample, { steadyStartAt, steadyEndAt }: RunWindow): number {
  return Math.max(0, Math.min(at, steadyEndAt) - Math.max(at - intervalMs, steadyStartAt));
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

/** Peak memory use above that of the run's first reading, in bytes. */
function peakMemoryBytes(host: TelemetrySample[]): number | undefined {
  const used = host
    .toSorted((a, b) => a.at - b.at)
    .map((reading) => reading.values.memoryUsedBytes)
    .filter((bytes) => bytes !== undefined);
  const [first] = used;
  return first === undefined ? undefined : used.reduce((peak, bytes) => Math.max(peak, bytes - first), 0);
}

/** Resources used per step and by group of processes, and the load of the machine. */
function resources(
  telemetry: TelemetrySample[],
  series: SignalSeries,
  steps: number,
  window: RunWindow,
): Analysis['generator'] {
  const { host = [], ...groups } = Object.fromEntries(groupBy(telemetry, (reading) => reading.source));
  const perStep = (cpuMs: number | undefined) =>
    cpuMs === undefined || steps === 0 ? undefined : cpuMs / steps;
  const by = Object.entries(groups).flatMap(([source, readings]) => {
    const cpuMs = perStep(cpuMsOf(readings, window));
    return cpuMs === undefined ? [] : [[source, cpuMs] as const];
  });
  const mean = (signal: Signal) =>
    window.steadyMs > 0
      ? meanOver(series.get(signal) ?? [], window.steadyStartAt, window.steadyEndAt)
      : undefined;
  const measured = {
    cpuShare: mean('cpuShare'),
    pressureShare: mean('pressureShare'),
    cpuMsPerStep: perStep(cpuMsOf(host, window)),
    cpuMsPerStepBy: by.length > 0 ? Object.fromEntries(by) : undefined,
    peakMemoryBytes: peakMemoryBytes(host),
  };
  return Object.fromEntries(Object.entries(measured).filter(([, value]) => value !== undefined));
}

/** A generator function, because a long run has millions of steps. */
function* contaminations(steps: StepSample[], series: SignalSeries, thresholds: Thresholds) {
  for (const step of steps) yield judgeContamination(step, series, thresholds);
}

/**
 * How busy the measuring machine was, and how much that affected the steps. Values without telemetry are
 * absent.
 */
export function generatorAnalysis(
  telemetry: TelemetrySample[],
  series: SignalSeries,
  steady: StepSample[],
  window: RunWindow,
  thresholds: Thresholds,
): Analysis['generator'] {
  return {
    ...resources(telemetry, series, steady.length, window),
    ...contaminationShares(contaminations(steady, series, thresholds)),
    thresholds,
    ...(telemetry.length > 0 && { unseen: unseenSignals(series, steady) }),
    peakSignals: peakReadings(series, steady, window),
  };
}
