import { quantile } from 'simple-statistics';
import { percentiles } from '../../sample/budget.ts';
import type { Thresholds } from '../../sample/calibration.ts';
import type { RunRecord } from '../../sample/record.ts';
import { type Signal, signalNames } from '../../sample/signals.ts';
import { cleanErrorMs } from '../../sample/validity-limits.ts';
import { type Readings, readingsDuring, signalSeries } from '../load/signals.ts';
import { probabilityBelow } from '../statistics/fractional-rank.ts';
import { commonPaintSources, excesses, floorOf, knownSteps } from './known-errors.ts';

/** What a signal read while a step went on, and whether that step was further from the truth than a clean one may be. */
interface Judged {
  reading: number;
  wrong: boolean;
}

/** Whether so few wrong steps among so many leave no doubt, at 95 % confidence, that the p95 of all such steps is clean. */
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
    // The bound is never below the share itself, which costs far less to compute.
    const hopeless = wrong > count * (1 - percentiles.p95);
    if (!sameAgain && !hopeless && isClean(count, wrong)) return last.reading;
    if (last.wrong) wrong -= 1;
  }
  return undefined;
}

/** What nearly all steps of the levels that were measured cleanly read: what is usual there cannot contaminate. */
function usualReading(levels: Judged[][]): number {
  const clean = levels.filter((steps) => {
    const wrong = steps.filter((step) => step.wrong).length;
    return wrong <= steps.length * (1 - percentiles.p95);
  });
  const readings = clean.flat().map(({ reading }) => reading);
  return readings.length > 0 ? quantile(readings, percentiles.p99) : 0;
}

/**
 * From where on each signal speaks of contamination: the largest reading t such that of all steps with a reading of at most
 * t the p95 of the error above the floor is within `cleanErrorMs`, at 95 % confidence as for a budget, which takes 59 steps.
 * It is never below what nearly all steps (p99) read at levels that were clean as a whole: a signal that hardly goes with
 * errors would else speak of contamination everywhere. A signal that never went with an error has the highest reading seen. A signal that tells clean steps from others nowhere
 * is absent: it knows nothing about errors.
 *
 * @param levels records of all levels, the floor among them
 * @param floor the record of one user alone
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
