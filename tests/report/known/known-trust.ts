import type { Analysis, StepAnalysis, TimelinePoint } from '../../../src/sample/analysis.ts';

/** Complete data on the reliability of a run, with known figures, added to a run that has none. */

const errorMs = { p50: 9, p95: 21.4, max: 63 };

const generator: Analysis['generator'] = {
  cpuShare: 0.638,
  pressureShare: 0.21,
  contaminatedShare: 0.031,
  contaminatedBy: { cpuShare: 0, pressureShare: 0.024, canaryMs: 0.011, lagMs: 0.002 },
  thresholds: { cpuShare: 0.97, pressureShare: 0.6, canaryMs: 38, workerDelayMs: 55, lagMs: 60 },
  thresholdsFrom: 'calibration',
  unseen: ['CPU steal (this system does not report it)'],
  peakSignals: {
    cpuShare: 0.99,
    pressureShare: 0.72,
    canaryMs: 51,
    browserServerDelayMs: 17,
    runnerDelayMs: 9,
    workerDelayMs: 33,
    lagMs: 71,
  },
  cpuMsPerStep: 67,
  cpuMsPerStepBy: { browser: 37, workers: 15, app: 6, engine: 4 },
  peakMemoryBytes: 8 * 2 ** 30,
};

const layersMs: Record<StepAnalysis['kind'], Record<string, number>> = {
  query: {
    inputDelay: 1,
    beforeRequest: 3,
    queue: 0.5,
    network: 2.5,
    app: 3,
    cache: 0.2,
    database: 4,
    engine: 7.8,
    download: 1,
    afterAnswer: 18,
    paint: 21,
  },
  suggestion: { inputDelay: 1, beforeRequest: 3, request: 6, afterAnswer: 9, paint: 14 },
  navigation: {
    redirect: 4,
    queue: 2,
    serviceWorker: 5,
    browserCache: 3,
    app: 9,
    afterAnswer: 48,
    remainder: 12,
    paint: 30,
  },
};

function knownStep(original: StepAnalysis, index: number): StepAnalysis {
  const { longFrames: _, softNavigations: __, ...step } = original;
  const layers = layersMs[step.kind];
  return {
    ...step,
    layersMs: layers,
    layeredMs: Object.values(layers).reduce((sum, ms) => sum + ms, 0),
    ...(index === 1 && {
      longFrames: {
        steps: 12,
        longest: {
          startMs: 31,
          durationMs: 118,
          blockingMs: 64,
          script: {
            invoker: 'Response.json.then',
            url: 'http://127.0.0.1:4310/assets/index-4f2a.js?v=1',
            durationMs: 97,
          },
        },
      },
      softNavigations: 17,
    }),
    ...(index === 3 && {
      longFrames: { steps: 2, longest: { startMs: -20, durationMs: 61, blockingMs: 8 } },
    }),
  };
}

function knownPoint(point: TimelinePoint, second: number): TimelinePoint {
  const wave = Math.abs((second % 20) - 10) / 10;
  const busy = second % 23 === 17;
  return {
    ...point,
    contaminated: busy ? Math.min(point.steps, 5) : 0,
    signals: {
      cpuShare: busy ? 0.99 : 0.5 + 0.3 * wave,
      pressureShare: busy ? 0.72 : 0.1 + 0.2 * wave,
      // A missed reading is a gap.
      ...(second !== 30 && { canaryMs: busy ? 51 : 6 + 7 * wave }),
      browserServerDelayMs: 4 + (second % 14),
      runnerDelayMs: 1 + (second % 9),
      workerDelayMs: 5 + ((second * 7) % 29),
      lagMs: busy ? 71 : 8 + ((second * 5) % 31),
    },
  };
}

/** The same run as measured on a calibrated machine. */
export function withKnownTrust(analysis: Analysis): Analysis {
  return {
    ...analysis,
    load: { ...analysis.load, littleUsers: 49.9 },
    generator,
    measuringError: {
      at: '2026-11-18T10:00:00.000Z',
      level: {
        users: 50,
        steps: 912,
        failed: 0,
        errorMs,
        aboveFloorMs: { p50: 2.6, p95: 12.3, max: 48 },
        byStep: { fixed: { steps: 912, errorMs } },
        truthful: true,
      },
      beyond: false,
      truthfulUsers: 75,
    },
    clocks: {
      users: { boundMs: { median: 0.42, max: 1.3 } },
      server: { offsetMs: 0.2, boundMs: 0.9 },
    },
    lostUsers: [],
    steps: analysis.steps.map(knownStep),
    timeline: analysis.timeline.map(knownPoint),
  };
}

/** The same machine before its calibration, without most of the signals. */
export function withoutTrust(analysis: Analysis): Analysis {
  const { measuringError: _, clocks: __, ...rest } = analysis;
  return {
    ...rest,
    generator: {},
    lostUsers: [],
    timeline: analysis.timeline.map((point) => ({ ...point, signals: {}, contaminated: 0 })),
  };
}
