import type { BudgetResult } from '../../sample/analysis.ts';
import type { StepSample, TelemetrySample } from '../../sample/sample.ts';
import { howMany } from '../../words/units.ts';
import { isTimed } from './contamination.ts';

/** A canary page this late stood still, with its whole browser: load makes it tens of milliseconds late. */
const LATE_MS = 2000;

/** It reports once a second. If it is silent for this long to the end, it did so no more. */
const SILENT_MS = 5000;

/** A period in which the browser stood still, in milliseconds since the epoch. */
interface Span {
  from: number;
  to: number;
}

const endedAt = (step: StepSample) => step.intendedAt + step.correctedMs;

/**
 * When the browser stood still: it was stopped, or the machine slept. The canary page, which shares the browser but not the product,
 * was then seconds late, or was not heard of again. If it alone was lost, a step that was answered later says so.
 */
function standstills(telemetry: TelemetrySample[], steps: StepSample[]): Span[] {
  const heard = telemetry.filter(({ source }) => source === 'canary').sort((a, b) => a.at - b.at);
  const late = heard
    .filter(({ values }) => (values.delayMs ?? 0) > LATE_MS)
    .map(({ at, intervalMs }) => ({ from: at - intervalMs, to: at }));
  const last = heard.at(-1)?.at;
  const watchedUntil = telemetry.reduce((latest, { at }) => Math.max(latest, at), 0);
  if (last === undefined || watchedUntil - last < SILENT_MS) return late;
  const isAlive = steps.some(
    ({ outcome, inputAt = 0 }) => outcome.status === 'ok' && inputAt > last + SILENT_MS,
  );
  return isAlive ? late : [...late, { from: last, to: Number.POSITIVE_INFINITY }];
}

/** Steps that were waiting while the browser stood still. */
export function stoodStill(steps: StepSample[], telemetry: TelemetrySample[]): Set<StepSample> {
  const spans = standstills(telemetry, steps);
  return new Set(
    steps.filter((step) => spans.some(({ from, to }) => step.intendedAt < to && endedAt(step) > from)),
  );
}

/**
 * A budget that is missed only because the browser stood still is inconclusive.
 *
 * @param still how many steps were waiting meanwhile
 * @param failsWithout whether it is missed without them too
 */
export function excuseStandstill(
  result: BudgetResult,
  still: number,
  failsWithout: (result: BudgetResult) => boolean,
): BudgetResult {
  if (result.outcome !== 'fail' || still === 0 || !isTimed(result.metric) || failsWithout(result)) {
    return result;
  }
  return {
    ...result,
    outcome: 'inconclusive',
    reason: `${result.reason} But ${howMany(still, 'step was', 'steps were')} waiting while the browser itself stood still, and without ${still === 1 ? 'it' : 'them'} this is not missed: repeat the run.`,
  };
}
