import { expect, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import { meanOver, readingAt } from '../../src/analysis/load/readings.ts';
import type { Thresholds } from '../../src/sample/calibration.ts';
import type { StepSample, TelemetrySample } from '../../src/sample/sample.ts';
import { calibration, givenUp, hostReadings, reading, record, steadyStartAt, step } from './record.ts';
import { sampleRun } from './sample-run.ts';

/** The generator analysis of a run on a machine with these calibrated thresholds. */
function generatorOf(steps: StepSample[], telemetry: TelemetrySample[], thresholds: Thresholds = {}) {
  const run = record({ steps, telemetry, steadyMs: 10_000 });
  run.run.calibration = calibration([1], { thresholds });
  return analyse(run).generator;
}

test('a mean over time weights each reading by its overlap', () => {
  const series = [
    { from: 0, to: 1000, value: 1 },
    { from: 1000, to: 2000, value: 4 },
    { from: 3000, to: 4000, value: 10 },
  ];
  expect(meanOver(series, 500, 2000)).toBeCloseTo((0.5 * 1 + 1 * 4) / 1.5, 12);
  // There is no reading between 2 s and 3 s.
  expect(meanOver(series, 1500, 3500)).toBeCloseTo((0.5 * 4 + 0.5 * 10) / 1, 12);
  expect(meanOver(series, 2000, 3000)).toBeUndefined();
  expect(meanOver(series, 1200, 1200)).toBe(4);
  expect(meanOver(series, 4000, 9000)).toBeUndefined();
  expect(meanOver(series, -500, 0)).toBeUndefined();
  expect(readingAt(series, 1000)).toBe(4);
  expect(readingAt(series, 2000)).toBeUndefined();
  expect(readingAt([], 1)).toBeUndefined();
});

test('a slow step is not contaminated merely because it covers more seconds', () => {
  // Every fifth second is busy. A step of 5 s overlaps one of them, a step of 100 ms within it nothing else.
  const telemetry = Array.from({ length: 10 }, (_, second) =>
    reading('host', second, { cpuShare: second % 5 === 2 ? 0.99 : 0.5 }),
  );
  expect(generatorOf([step(5000, 0), givenUp(5000, 5000)], telemetry).contaminatedShare).toBe(0);
  expect(generatorOf([step(100, 2300), step(100, 3300)], telemetry).contaminatedShare).toBe(0.5);
});

test('each signal has its own threshold and contaminates above it, not at it', () => {
  const quiet = {
    cpuShare: 0.9,
    pressureShare: 0.4,
    stealShare: 0.05,
    canaryMs: 30,
    browserServerDelayMs: 20,
    runnerDelayMs: 25,
    workerDelayMs: 40,
    lagMs: 50,
  };
  const readings = (values: Partial<typeof quiet>) => {
    const all = { ...quiet, ...values };
    const { cpuShare, pressureShare, stealShare } = all;
    return {
      step: step(100, 100, { workerDelayMs: all.workerDelayMs, lagMs: all.lagMs }),
      telemetry: [
        reading('host', 0, { cpuShare, pressureShare, stealShare }),
        reading('canary', 0, { delayMs: all.canaryMs }),
        reading('browser server', 0, { loopDelayMs: all.browserServerDelayMs, cpuMs: 1 }),
        reading('runner', 0, { loopDelayMs: all.runnerDelayMs, cpuMs: 1 }),
      ],
    };
  };
  const atThreshold = readings({});
  const none = generatorOf([atThreshold.step], atThreshold.telemetry, quiet);
  expect(none.contaminatedShare).toBe(0);
  expect(Object.values(none.contaminatedBy ?? {})).toEqual(Array.from({ length: 8 }, () => 0));
  for (const [signal, value] of Object.entries(quiet)) {
    const loud = readings({ [signal]: value + 0.01 });
    const { contaminatedShare, contaminatedBy } = generatorOf([loud.step], loud.telemetry, quiet);
    expect(contaminatedShare, signal).toBe(1);
    expect(Object.entries(contaminatedBy ?? {}).filter(([, share]) => share > 0)).toEqual([[signal, 1]]);
  }
});

test('a step contaminated by several signals counts once in total and once for each signal', () => {
  const steps = [
    step(100, 0, { lagMs: 80, workerDelayMs: 70 }),
    step(100, 1000, { lagMs: 80, workerDelayMs: 1 }),
    step(100, 2000, { lagMs: 1, workerDelayMs: 1 }),
    step(100, 3000, { lagMs: 1 }),
  ];
  const generator = generatorOf(steps, hostReadings(0.5, 10), { lagMs: 50, workerDelayMs: 50 });
  expect(generator.contaminatedShare).toBe(0.5);
  expect(generator.contaminatedBy).toEqual({ cpuShare: 0, workerDelayMs: 0.25, lagMs: 0.5 });
});

test('a signal without a calibrated threshold keeps its default, and so do all without a calibration', () => {
  expect(generatorOf([step(1, 0)], [], { canaryMs: 33 })).toMatchObject({
    thresholds: { canaryMs: 33, cpuShare: 0.9 },
    thresholdsFrom: 'calibration',
  });
  expect(generatorOf([step(1, 0)], [], { cpuShare: 0.8 }).thresholds).toEqual({ cpuShare: 0.8 });
  expect(generatorOf([step(1, 0)], [])).toMatchObject({
    thresholds: { cpuShare: 0.9 },
    thresholdsFrom: 'defaults',
  });
});

test('there is no contaminated share if no signal with a threshold was read', () => {
  const canary = [reading('canary', 0, { delayMs: 500 })];
  expect(generatorOf([step(1, 0)], canary)).not.toHaveProperty('contaminatedShare');
  expect(generatorOf([step(1, 0)], canary)).not.toHaveProperty('contaminatedBy');
  expect(generatorOf([step(1, 0)], canary, { canaryMs: 100 }).contaminatedShare).toBe(1);
  expect(generatorOf([], hostReadings(0.99, 10))).not.toHaveProperty('contaminatedShare');
});

test('signals without a reading are listed in words', () => {
  const bare = [reading('host', 0, { cpuShare: 0.5 }), reading('runner', 0, { cpuMs: 5, loopDelayMs: 1 })];
  expect(generatorOf([step(1, 0)], bare).unseen).toEqual([
    'CPU pressure (this system has no /proc/pressure/cpu)',
    'CPU stolen by other machines (this system does not report it)',
    'delay of the canary page',
    'event-loop delay of the browser server',
    'event-loop delay of the worker',
  ]);
  expect(analyse(sampleRun()).generator.unseen).toEqual([]);
  expect(generatorOf([step(1, 0)], [])).not.toHaveProperty('unseen');
});

test('peaks come from the steady state only', () => {
  const telemetry = [
    reading('canary', -1, { delayMs: 900 }),
    reading('canary', 0, { delayMs: 12 }),
    reading('canary', 9, { delayMs: 40 }),
    reading('canary', 10, { delayMs: 800 }),
  ];
  const steps = [
    step(1, -50, { phase: 'ramp', lagMs: 300 }),
    step(1, 10, { lagMs: -2, workerDelayMs: 3 }),
    step(1, 20, { lagMs: 8, workerDelayMs: 1 }),
  ];
  expect(generatorOf(steps, telemetry).peakSignals).toEqual({ canaryMs: 40, workerDelayMs: 3, lagMs: 8 });
});

test('the timeline contains the signals of each second and the number of contaminated steps', () => {
  const telemetry = [
    reading('host', 0, { cpuShare: 0.95, pressureShare: 0.3 }),
    reading('host', 1, { cpuShare: 0.4, pressureShare: 0.1 }),
    reading('canary', 1, { delayMs: 15 }),
  ];
  const steps = [
    step(100, 0, { lagMs: 4 }),
    step(100, 500, { lagMs: 9, workerDelayMs: 2 }),
    step(100, 1500, { lagMs: 1 }),
    // Half in the busy second, half in the next: (0.95 + 0.4) / 2 is below 0.9.
    step(200, 900, { lagMs: 2 }),
  ];
  const { timeline } = analyse(record({ steps, telemetry, steadyMs: 3000 }));
  expect(timeline).toHaveLength(8);
  expect(timeline[5]).toMatchObject({
    signals: { cpuShare: 0.95, pressureShare: 0.3, workerDelayMs: 2, lagMs: 9 },
    steps: 3,
    contaminated: 2,
  });
  expect(timeline[6]).toMatchObject({
    signals: { cpuShare: 0.4, pressureShare: 0.1, canaryMs: 15, lagMs: 1 },
    contaminated: 0,
  });
  expect(timeline[7]).toMatchObject({ signals: {}, steps: 0, contaminated: 0 });
  expect(timeline[7]?.signals).not.toHaveProperty('cpuShare');
});

test('contaminated steps of the ramp-up are shown but do not count', () => {
  const early = { ...reading('host', 0, { cpuShare: 1 }), at: steadyStartAt - 1000 };
  const steps = [step(100, -1500, { phase: 'ramp' }), step(100, 500)];
  const telemetry = [early, ...hostReadings(0.5, 3)];
  const analysis = analyse(record({ steps, telemetry, steadyMs: 3000 }));
  expect(analysis.generator.contaminatedShare).toBe(0);
  expect(analysis.timeline[3]?.contaminated).toBe(1);
});
