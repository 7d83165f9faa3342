import { type Budget, type DistributionMetric, percentiles } from '../../sample/budget.ts';
import type { PaintSource, StepSample } from '../../sample/sample.ts';
import { formatCount, formatDuration, formatMeasure, howMany } from '../../words/units.ts';
import type { RunWindow } from '../load/run-window.ts';
import { poolOf } from '../statistics/pool.ts';
import { quantileInterval, samplesForUpperBound } from '../statistics/quantile-interval.ts';
import { WindowPool } from '../statistics/window-pool.ts';
import { commonPaintSource } from '../steps/paint-source.ts';
import type { Judgement } from './judgement.ts';

/** Short enough to show a stall of a few seconds, long enough to get a p95 from fifty users. */
const windowMs = 10_000;
const quantile = percentiles.p95;
const needed = samplesForUpperBound(quantile);

export interface WorstWindowBudget extends Budget {
  metric: DistributionMetric;
  statistic: 'worstWindowP95';
  limit: number;
}

interface Window {
  /** Milliseconds since the epoch. */
  startAt: number;
  /** Range of its steps in the list sorted by intended start; `to` is exclusive. */
  from: number;
  to: number;
  samples: number;
  /** Steps without an answer. */
  unanswered: number;
  p95: number;
  /** Whether the p95 falls on a step without an answer: then it is at least this. */
  open: boolean;
}

/** Start times of the full windows: back to back, so that all of the time is covered, and at every step. */
function windowStarts(sorted: StepSample[], { steadyStartAt, steadyMs }: RunWindow) {
  const tiled = Array.from(
    { length: Math.floor(steadyMs / windowMs) },
    (_, index) => steadyStartAt + index * windowMs,
  );
  const lastAt = steadyStartAt + steadyMs - windowMs;
  const sliding = sorted.map((step) => step.intendedAt).filter((at) => at <= lastAt);
  const all = Float64Array.from([...tiled, ...sliding]).sort();
  return { tiled: new Set(tiled), all: all.filter((at, index) => at !== all[index - 1]) };
}

/**
 * Each window that has samples. A step belongs to every window that contains its intended start.
 *
 * @param sorted by intended start
 * @param starts in ascending order
 */
function* windowsOf(
  sorted: StepSample[],
  metric: DistributionMetric,
  source: PaintSource | undefined,
  starts: Iterable<number>,
): Generator<Window> {
  const pool = new WindowPool(sorted, metric, source);
  const startOf = (index: number) => sorted[index]?.intendedAt ?? Number.POSITIVE_INFINITY;
  let from = 0;
  let to = 0;
  for (const startAt of starts) {
    for (; startOf(to) < startAt + windowMs; to += 1) pool.join(to);
    for (; from < to && startOf(from) < startAt; from += 1) pool.leave(from);
    const { samples, known } = pool;
    if (samples === 0) continue;
    yield {
      startAt,
      from,
      to,
      samples,
      unanswered: samples - known,
      p95: pool.quantile(quantile),
      open: (samples - 1) * quantile > known - 1,
    };
  }
}

/** Whether the lower bound of the p95 is above the limit, for a window with few samples. */
function isSurelyAbove(
  steps: StepSample[],
  metric: DistributionMetric,
  source: PaintSource | undefined,
  limit: number,
): boolean {
  const { lower = 0 } = quantileInterval(poolOf(steps, metric, source).values, quantile);
  return lower > limit;
}

const worse = (one: Window | undefined, other: Window): Window => (one && one.p95 >= other.p95 ? one : other);

/**
 * Compares the p95 of every full 10 seconds of the steady state with the limit, wherever they begin:
 * back-to-back windows alone could split a stall between two of them.
 *
 * - Fail if a window is above the limit and has enough samples to show it: either those needed for a p95
 *   (59), or it is one of the back-to-back windows and its lower bound is above the limit too. A window of
 *   few samples that begins at a slow step was selected for being slow, so its bound would prove nothing. A
 *   step without an answer counts with what is known: at least that long.
 * - Pass if no window is above the limit, no p95 falls on a step without an answer, and each back-to-back
 *   window has the samples for a p95. The windows in between may have fewer: they are there to find a stall,
 *   and the windows that do not overlap show that the load is sufficient.
 * - Otherwise inconclusive.
 */
export function judgeWorstWindow(
  { metric, limit }: WorstWindowBudget,
  steps: StepSample[],
  window: RunWindow,
): Judgement {
  const source = commonPaintSource(steps);
  const sorted = steps.toSorted((a, b) => a.intendedAt - b.intendedAt);
  const starts = windowStarts(sorted, window);
  const samples = poolOf(steps, metric, source).values.length;
  if (starts.tiled.size === 0) {
    // No figure of how long it was: 9,999 ms would read “10 s is less than 10 s”.
    const reason = `The steady state was shorter than one window of ${formatDuration(windowMs)}.`;
    return { samples, outcome: 'inconclusive', reason };
  }
  let highest: Window | undefined;
  let failed: Window | undefined;
  let open: Window | undefined;
  const samplesAt = new Map(Array.from(starts.tiled, (at) => [at, 0]));
  for (const one of windowsOf(sorted, metric, source, starts.all)) {
    highest = worse(highest, one);
    if (one.open) open ??= one;
    const isTiled = samplesAt.has(one.startAt);
    if (isTiled) samplesAt.set(one.startAt, one.samples);
    if (one.p95 <= limit) continue;
    const bears =
      one.samples >= needed ||
      (isTiled && isSurelyAbove(sorted.slice(one.from, one.to), metric, source, limit));
    if (bears) failed = worse(failed, one);
  }
  const worst = failed ?? highest;
  if (worst === undefined) {
    return { samples, outcome: 'inconclusive', reason: 'This was not measured in the steady state.' };
  }
  const evidence = { observed: worst.p95, samples, ...(source && { paintSource: source }) };
  const from = formatCount((worst.startAt - window.steadyStartAt) / 1000);
  const seen = `The worst 10 s, starting at second ${from} of the steady state, had a p95 of ${worst.open ? 'at least ' : ''}${formatMeasure(metric, worst.p95)}`;
  const allowed = `${formatMeasure(metric, limit)} is allowed`;
  if (failed !== undefined) return { ...evidence, outcome: 'fail', reason: `${seen}; ${allowed}.` };

  const fewest = Math.min(...samplesAt.values());
  const missing =
    worst.p95 > limit
      ? `that window has only ${formatCount(worst.samples)} of the ${needed} samples needed for a p95`
      : open !== undefined
        ? `in one window ${formatCount(open.unanswered)} of ${howMany(open.samples, 'step')} never got an answer, so its p95 has no upper bound`
        : fewest < needed
          ? `one window has only ${formatCount(fewest)} of the ${needed} samples needed for a p95`
          : undefined;
  return missing === undefined
    ? { ...evidence, outcome: 'pass', reason: `${seen}; ${allowed}.` }
    : { ...evidence, outcome: 'inconclusive', reason: `${seen}; ${allowed}, but ${missing}.` };
}
