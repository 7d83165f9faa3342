import type { Analysis } from '../../sample/analysis.ts';
import type { Calibration } from '../../sample/calibration.ts';

/**
 * The machine's own error at the lowest calibrated level with at least as many users as the run; if there is
 * none, at the largest level.
 *
 * @returns `undefined` if the machine was never calibrated
 */
export function measuringError(
  calibration: Calibration | undefined,
  users: number,
): Analysis['measuringError'] {
  const levels = calibration?.levels.toSorted((a, b) => a.users - b.users) ?? [];
  const above = levels.find((level) => level.users >= users);
  const level = above ?? levels.at(-1);
  if (calibration === undefined || level === undefined) return undefined;
  const { at, truthfulUsers } = calibration;
  return {
    at,
    level,
    beyond: above === undefined,
    ...(truthfulUsers !== undefined && { truthfulUsers }),
  };
}
