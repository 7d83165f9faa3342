import type { Budget } from '../../src/sample/budget.ts';
import type { Calibration } from '../../src/sample/calibration.ts';
import type { RunRecord } from '../../src/sample/record.ts';
import type { Sample, StepSample, TelemetrySample } from '../../src/sample/sample.ts';
import { sampleRun } from './sample-run.ts';

/** Records built by hand, so that every result is known. Times are relative to a release at 1,000,000. */
export const releasedAt = 1_000_000;
export const steadyStartAt = releasedAt + 5_000;

let made = 0;

/** A step with a frame paint after `ms`, started `atMs` into the steady state. */
export function step(ms: number, atMs: number, changes: Partial<StepSample> = {}): StepSample {
  const intendedAt = steadyStartAt + atMs;
  made += 1;
  return {
    type: 'step',
    id: made.toString(16).padStart(32, '0'),
    user: 0,
    journey: 'search and refine',
    step: 'search',
    kind: 'query',
    iteration: 0,
    phase: 'steady',
    viewport: '1280×720',
    intendedAt,
    inputAt: intendedAt,
    responseMs: ms,
    lagMs: 0,
    correctedMs: ms,
    paintSource: 'frame',
    paint: { frameMs: ms },
    outcome: { status: 'ok' },
    vitals: {},
    ...changes,
  };
}

/** A step that timed out or failed after `ms`. */
export function givenUp(ms: number, atMs: number, status: 'timeout' | 'failed' = 'timeout'): StepSample {
  const { paintSource: _, ...rest } = step(ms, atMs, {
    paint: {},
    outcome: { status, message: 'no answer' },
  });
  return rest;
}

export const budget = (changes: Partial<Budget> = {}): Budget => ({
  id: 'search › search › latencyMs p75',
  file: 'search',
  journey: 'search and refine',
  step: 'search',
  metric: 'latencyMs',
  statistic: 'p75',
  limit: 1000,
  ...changes,
});

export interface RecordOptions {
  steps?: StepSample[];
  budgets?: Budget[];
  users?: number;
  steadyMs?: number;
  telemetry?: TelemetrySample[];
  /** Instead of the usual schedule, user starts and ends, and end of the run. */
  others?: Sample[];
}

/** A run in which every user is active from the release to the end, unless `others` says otherwise. */
export function record({
  steps = [],
  budgets = [],
  users = 1,
  steadyMs = 60_000,
  telemetry = [],
  others,
}: RecordOptions): RunRecord {
  const steadyEndAt = steadyStartAt + steadyMs;
  const run = structuredClone(sampleRun({ users: 1, steadyStateMs: 1000 }).run);
  run.workload = { ...run.workload, users, steadyStateMs: steadyMs, rampMs: 5000 };
  run.budgets = budgets;
  const usual: Sample[] = [
    { type: 'schedule', barrierMs: 100, releasedAt, steadyStartAt, steadyEndAt },
    ...Array.from({ length: users }, (_, user): Sample[] => [
      { type: 'user', user, journey: 'search and refine', event: 'start', at: releasedAt },
      { type: 'user', user, journey: 'search and refine', event: 'end', at: steadyEndAt + 10 },
    ]).flat(),
    { type: 'end', at: steadyEndAt + 20, reason: 'completed' },
  ];
  return { run, samples: [...(others ?? usual), ...steps], telemetry, unreadable: [] };
}

/** One reading of the machine per second, with the same CPU share. */
export function hostReadings(cpuShare: number, seconds: number): TelemetrySample[] {
  return Array.from({ length: seconds }, (_, second) =>
    reading('host', second, { cpuMs: cpuShare * 2000, cpuShare, memoryUsedBytes: 1000 + second }),
  );
}

/** The reading of one source for one second of the steady state. */
export function reading(source: string, second: number, values: Record<string, number>): TelemetrySample {
  return { type: 'telemetry', at: steadyStartAt + (second + 1) * 1000, intervalMs: 1000, source, values };
}

/** A calibration of a machine, with levels for these numbers of users. */
export function calibration(levels: number[], changes: Partial<Calibration> = {}): Calibration {
  const none = { p50: 0, p95: 0, max: 0 };
  return {
    schemaVersion: 1,
    at: '2026-11-19T08:00:00.000Z',
    footfall: '0.1.0',
    machine: { cpuModel: 'Example CPU', cores: 2, memoryBytes: 24 * 2 ** 30 },
    browser: { name: 'chromium', version: '156.0.7700.0' },
    viewport: '1280×720',
    levels: levels.map((users) => ({
      users,
      steps: 100,
      failed: 0,
      errorMs: none,
      aboveFloorMs: none,
      byStep: {},
      truthful: true,
    })),
    ended: 'it was enough',
    thresholds: {},
    ...changes,
  };
}
