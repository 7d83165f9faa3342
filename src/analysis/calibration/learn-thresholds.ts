import { quantile } from 'simple-statistics';
import { percentiles } from '../../sample/budget.ts';
import type { Thresholds } from '../../sample/calibration.ts';
import type { RunRecord } from '../../sample/record.ts';
import { type Signal, signalNames } from '../../sample/signals.ts';
import { cleanErrorMs } from '../../sample/validity-limits.ts';
import { type Readings, readingsDuring, signalSeries } from '../load/signals.ts';
import { probabilityBelow } from '../statistics/fractional-rank.ts';
import { commonPaintSources, excesses, floorOf, knownSteps } from './known-errors.ts';

/**
 * The reading of a signal during a step, and whether the error of that step was larger than that of a clean
 * one may be.
 */
interface Judged {
  reading: number;
  wrong: boolean;
}

/** Whether the p95 of all such steps is clean at 95 % confidence, with this many wrong ones among them. */
function isClean(steps: number, wrong: number): boolean {
  return probabilityBelow(steps - wrong, steps, percentiles.p95) <= 0.05;
}

/** The largest reading up to which all steps taken together are clean. */
function thresholdOf(steps: Judged[]): number | undefined {
  const inOrder = steps.toSorted((a, b) => a.reading - b.reading);
  let wrong = inOrder.filter((step) => step.wrong).length;
  for (let count = inOrder.length; count > 0; count -= 1) {
    const last = inOrder[count - 1] as Judged;
    const sameAgain = inOrder[count]?.reading === last.reading;
    // The bound is never below the share itself, which is much faster to compute.
    const hopeless = wrong > count * (1 - percentiles.p95);
    if (!sameAgain && !hopeless && isClean(count, wrong)) return last.reading;
    if (last.wrong) wrong -= 1;
  }
  return undefined;
}

/**
 * The p99 of the readings at the levels that were clean: readings that are normal there are no contamination.
 */
function usualReading(levels: Judged[][]): number {
  const clean = levels.filter((steps) => {
    const wrong = steps.filter((step) => step.wrong).length;
    return wrong <= steps.length * (1 - percentiles.p95);
  });
  const readings = clean.flat().map(({ reading }) => reading);
  return readings.length > 0 ? quantile(readings, percentiles.p99) : 0;
}

/**
 * The threshold of each signal: the largest reading t such that, over all steps with a reading of at most t,
 * the p95 of the error above the floor is within `cleanErrorMs`, at 95 % confidence as for a budget, which
 * takes 59 steps. It is never below the p99 of the readings at levels that were clean as a whole: otherwise a
 * signal that hardly correlates with errors would report contamination everywhere. A signal that never
 * coincided with an error gets the highest reading seen. A signal that never separates clean steps from
 * others is absent: it says nothing about errors.
 *
 * @param levels records of all levels, including the floor
 * @param floor the record of a single user
 */
export function learnThresholds(levels: RunRecord[], floor: RunRecord): Thresholds {
  const sources = commonPaintSources([floor, ...levels]);
  const base = floorOf(floor, sources);
  if (base === undefined) return {};
  const wrongAbove = cleanErrorMs + base.scatterMs.p95;
  const judged = levels.map((record) => {
    const series = signalSeries(record.telemetry);
    const { known, failed } = knownSteps(record, sources);
    const steps = [
      ...excesses(known, base.medianMs).map(({ step, excessMs }) => ({ step, wrong: excessMs > wrongAbove })),
      ...failed.map((step) => ({ step, wrong: true })),
    ];
    return steps.map(({ step, wrong }) => ({ readings: readingsDuring(series, step), wrong }));
  });
  const thresholds: Thresholds = {};
  for (const signal of signalNames) {
    const bySignal = judged.map((steps) => readingsOf(signal, steps));
    const threshold = thresholdOf(bySignal.flat());
    if (threshold !== undefined) thresholds[signal] = Math.max(threshold, usualReading(bySignal));
  }
  return thresholds;
}

function readingsOf(signal: Signal, steps: { readings: Readings; wrong: boolean }[]): Judged[] {
  return steps.flatMap(({ readings, wrong }) => {
    const reading = readings[signal];
    return reading === undefined ? [] : [{ reading, wrong }];
  });
}
