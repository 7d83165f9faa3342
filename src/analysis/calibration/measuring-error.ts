import type { Analysis } from '../../sample/analysis.ts';
import { type Calibration, calibratedLevel } from '../../sample/calibration.ts';

/**
 * The machine's own error at the calibrated level that covers the run.
 *
 * @returns `undefined` if the machine was never calibrated
 */
export function measuringError(
  calibration: Calibration | undefined,
  users: number,
): Analysis['measuringError'] {
  const level = calibratedLevel(calibration, users);
  if (calibration === undefined || level === undefined) return undefined;
  const { at, truthfulUsers } = calibration;
  return {
    at,
    level,
    beyond: level.users < users,
    ...(truthfulUsers !== undefined && { truthfulUsers }),
  };
}
