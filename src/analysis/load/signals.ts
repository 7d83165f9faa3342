import type { StepSample, TelemetrySample } from '../../sample/sample.ts';
import { type Signal, signalNames, signals } from '../../sample/signals.ts';
import { meanOver, peakOf, readingAt, type Series } from './readings.ts';
import type { RunWindow } from './run-window.ts';

/**
 * Where the telemetry contains the signals that are read once a second. The other signals are recorded with
 * each step.
 */
const watched: { signal: Signal; source: string; value: string }[] = [
  { signal: 'cpuShare', source: 'host', value: 'cpuShare' },
  { signal: 'pressureShare', source: 'host', value: 'pressureShare' },
  { signal: 'stealShare', source: 'host', value: 'stealShare' },
  { signal: 'canaryMs', source: 'canary', value: 'delayMs' },
  { signal: 'browserServerDelayMs', source: 'browser server', value: 'loopDelayMs' },
  { signal: 'runnerDelayMs', source: 'runner', value: 'loopDelayMs' },
];

/** Reading of each signal; absent if it could not be read. */
export type Readings = Partial<Record<Signal, number>>;

/**
 * The readings of each signal that is read once a second, in chronological order; empty if there were none.
 */
export type SignalSeries = ReadonlyMap<Signal, Series>;

export function signalSeries(telemetry: TelemetrySample[]): SignalSeries {
  const inOrder = telemetry.toSorted((a, b) => a.at - b.at);
  return new Map(
    watched.map(({ signal, source, value: name }) => [
      signal,
      inOrder.flatMap((sample) => {
        const value = sample.source === source ? sample.values[name] : undefined;
        return value === undefined ? [] : [{ from: sample.at - sample.intervalMs, to: sample.at, value }];
      }),
    ]),
  );
}

/** The signals recorded with the step. */
const ownReading = (step: StepSample, signal: Signal) =>
  signal === 'lagMs' || signal === 'workerDelayMs' ? step[signal] : undefined;

function highestOwn(steps: StepSample[], signal: Signal): number | undefined {
  let highest: number | undefined;
  for (const step of steps) {
    const value = ownReading(step, signal);
    if (value !== undefined && (highest === undefined || value > highest)) highest = value;
  }
  return highest;
}

function readings(
  series: SignalSeries,
  ofSeries: (found: Series) => number | undefined,
  ofSteps: (signal: Signal) => number | undefined,
): Readings {
  const said: Readings = {};
  for (const signal of signalNames) {
    const found = series.get(signal);
    const value = found === undefined ? ofSteps(signal) : ofSeries(found);
    if (value !== undefined) said[signal] = value;
  }
  return said;
}

/**
 * Readings during a step, from its input to its paint or to when it timed out or failed. A signal that is
 * read once a second counts with its mean over that time: a slow step covers more seconds, and with the
 * highest reading it would count as contaminated merely because it is slow.
 */
export function readingsDuring(series: SignalSeries, step: StepSample): Readings {
  const from = step.inputAt ?? step.intendedAt;
  const to = step.responseMs === undefined ? step.intendedAt + step.correctedMs : from + step.responseMs;
  return readings(
    series,
    (found) => meanOver(found, from, to),
    (signal) => ownReading(step, signal),
  );
}

/**
 * Readings at a moment.
 *
 * @param steps of that moment: the highest of their own signals counts
 */
export function readingsAt(series: SignalSeries, at: number, steps: StepSample[]): Readings {
  return readings(
    series,
    (found) => readingAt(found, at),
    (signal) => highestOwn(steps, signal),
  );
}

/** Highest reading of each signal in the steady state. */
export function peakReadings(
  series: SignalSeries,
  steady: StepSample[],
  { steadyStartAt, steadyEndAt }: RunWindow,
): Readings {
  return readings(
    series,
    (found) => peakOf(found, steadyStartAt, steadyEndAt),
    (signal) => highestOwn(steady, signal),
  );
}

/** Why a signal may be missing, if that is not obvious. */
const missingBecause: Partial<Record<Signal, string>> = {
  pressureShare: 'this system has no /proc/pressure/cpu',
  stealShare: 'this system does not report it',
};

/**
 * Signals without a single reading, in words. Without any steps, the signals of steps do not count as
 * missing.
 */
export function unseenSignals(series: SignalSeries, steady: StepSample[]): string[] {
  const isSeen = (signal: Signal) => {
    const found = series.get(signal);
    return found === undefined
      ? steady.length === 0 || highestOwn(steady, signal) !== undefined
      : found.length > 0;
  };
  return signalNames
    .filter((signal) => !isSeen(signal))
    .map((signal) => {
      const reason = missingBecause[signal];
      return reason === undefined ? signals[signal] : `${signals[signal]} (${reason})`;
    });
}
