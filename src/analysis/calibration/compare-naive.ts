import type { Calibration } from '../../sample/calibration.ts';
import type { RunRecord } from '../../sample/record.ts';
import { commonPaintSources, errorSummary, knownSteps } from './known-errors.ts';

/**
 * The errors of two clocks over the same steps, compared with the truth: ours, and Node's around press and
 * expect.
 *
 * @param naiveMs duration by Node's clock, by step id
 * @returns `undefined` if no step with a known truth was timed by both
 */
export function compareNaive(record: RunRecord, naiveMs: ReadonlyMap<string, number>): Calibration['naive'] {
  const both = knownSteps(record, commonPaintSources([record])).known.flatMap(
    ({ step, truthMs, errorMs }) => {
      const ms = naiveMs.get(step.id);
      return ms === undefined ? [] : [{ oursMs: errorMs, naiveMs: ms - truthMs }];
    },
  );
  const ours = errorSummary(both.map(({ oursMs }) => oursMs));
  const naive = errorSummary(both.map((step) => step.naiveMs));
  if (ours === undefined || naive === undefined) return undefined;
  return { users: record.run.workload.users, steps: both.length, ours, naive };
}
