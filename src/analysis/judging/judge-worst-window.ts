import { type Budget, type DistributionMetric, percentiles } from '../../sample/budget.ts';
import type { PaintSource, StepSample } from '../../sample/sample.ts';
import { formatCount, formatDuration, formatMeasure } from '../../words/units.ts';
import type { RunWindow } from '../load/run-window.ts';
import { poolOf } from '../statistics/pool.ts';
import { quantileInterval, samplesForUpperBound } from '../statistics/quantile-interval.ts';
import { WindowPool } from '../statistics/window-pool.ts';
import { commonPaintSource } from '../steps/paint-source.ts';
import type { Judgement } from './judgement.ts';

/** Short enough to show a stall of some seconds, long enough for fifty users to give it a p95. */
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
  /** Which of the steps, sorted by intended start, it holds. */
  from: number;
  to: number;
  samples: number;
  /** Steps without an answer. */
  unanswered: number;
  p95: number;
  /** The p95 falls on a step without an answer: it is at least this. */
  open: boolean;
}

/** Where the full windows begin: one after the other, so that all of the time is looked at, and at every step. */
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
 * Each window that has samples. A step belongs to every window in which it was meant to begin.
 *
 * @param sorted by intended start
 * @param starts upwards
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

/** Whether the lower bound of the p95 of so few samples is above the limit. */
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
 * Holds the p95 of every full 10 seconds of the steady state against the limit, wherever they begin: windows that stand side
 * by side would split a stall between two of them.
 *
 * - Failed when a window is above the limit and can bear it: it has the samples for a p95 (59), or it is one of those side by
 *   side and its lower bound is above the limit too. A window of few samples that begins at a slow step was picked for being
 *   slow, so its bound would prove nothing. A step without an answer counts with what is known: at least that long.
 * - Passed when no window is above the limit, none has its p95 on a step without an answer, and each of the windows side by
 *   side has the samples for a p95. The windows between may have fewer: they are there to find a stall, and the load is
 *   shown to be enough by those that do not overlap.
 * - Else inconclusive.
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
    const reason = `The steady state lasted only ${formatDuration(window.steadyMs)}, and nothing shorter than 10 s is judged.`;
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
    return { samples, outcome: 'inconclusive', reason: 'Nothing of this was measured in the steady state.' };
  }
  const evidence = { observed: worst.p95, samples, ...(source && { paintSource: source }) };
  const from = formatCount((worst.startAt - window.steadyStartAt) / 1000);
  const seen = `The worst 10 s, from second ${from} of the steady state on, had a p95 of ${worst.open ? 'at least ' : ''}${formatMeasure(metric, worst.p95)}`;
  const allowed = `${formatMeasure(metric, limit)} is allowed`;
  if (failed !== undefined) return { ...evidence, outcome: 'fail', reason: `${seen}; ${allowed}.` };

  const fewest = Math.min(...samplesAt.values());
  const missing =
    worst.p95 > limit
      ? `it holds too few samples, ${formatCount(worst.samples)} of the ${needed} that bear a p95`
      : open !== undefined
        ? `in one window ${formatCount(open.unanswered)} of ${formatCount(open.samples)} steps never got an answer, so its p95 has no upper bound`
        : fewest < needed
          ? `one window has only ${formatCount(fewest)} samples, ${needed} bear a p95`
          : undefined;
  return missing === undefined
    ? { ...evidence, outcome: 'pass', reason: `${seen}; ${allowed}.` }
    : { ...evidence, outcome: 'inconclusive', reason: `${seen}; ${allowed}, but ${missing}.` };
}
