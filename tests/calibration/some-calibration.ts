import type { Calibration, CalibrationLevel } from '../../src/sample/calibration.ts';

export const floor: CalibrationLevel = {
  users: 1,
  steps: 70,
  failed: 0,
  errorMs: { p50: 9, p95: 17, max: 20 },
  aboveFloorMs: { p50: 0, p95: 0, max: 0 },
  byStep: { fixed: { steps: 70, errorMs: { p50: 9, p95: 17, max: 20 } } },
  cpuMsPerStep: 80,
  contaminatedShare: 0,
  deliveredShare: 1,
  activeUsers: 1,
  truthful: true,
};

/** A plausible calibration: fifty users on two cores. */
export const someCalibration = (): Calibration => ({
  schemaVersion: 1,
  at: '2026-11-23T20:00:00.000Z',
  footfall: '0.1.0',
  machine: { cpuModel: 'EPYC', cores: 2, memoryBytes: 16e9 },
  browser: { name: 'Chromium', version: '156.0.1.2' },
  viewport: '800×600',
  levels: [floor, { ...floor, users: 50, aboveFloorMs: { p50: 5, p95: 21, max: 60 } }],
  truthfulUsers: 50,
  ended: 'the maximum of 50 users was reached',
  thresholds: { cpuShare: 0.93 },
});
