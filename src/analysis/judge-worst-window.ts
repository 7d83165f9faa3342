import { quantileSorted } from 'simple-statistics';
import { type Budget, type DistributionMetric, percentiles } from '../sample/budget.ts';
import type { PaintSource, StepSample } from '../sample/sample.ts';
import { formatCount, formatDuration, formatMeasure } from '../sample/units.ts';
import type { Judgement } from './judgement.ts';
import { commonPaintSource } from './paint-source.ts';
import { boundRanks, samplesForUpperBound } from './percentile-bound.ts';
import { poolOf } from './pool.ts';
import type { RunWindow } from './run-window.ts';

/** Short enough to show a stall of some seconds, long enough for fifty users to give it a p95. */
const windowMs = 10_000;
const quantile = percentiles.p95;
const needed = samplesForUpperBound(quantile);

export interface WorstWindowBudget extends Budget {
  metric: DistributionMetric;
  statistic: 'worstWindowP95';
}

interface Window {
  /** Milliseconds since the epoch. */
  startAt: number;
  samples: number;
  /** Steps without an answer. */
  unanswered: number;
  p95: number;
  /** The p95 falls on a step without an answer: it is at least this. */
  open: boolean;
  /** One-sided 95 % lower bound of the p95; absent when the p95 speaks for itself or there are too few samples for it. */
  lower?: number | undefined;
}

/** Where the full windows begin: one after the other, so that all of the time is looked at, and at every step. */
function windowStarts(sorted: StepSample[], { steadyStartAt, steadyMs }: RunWindow) {
  const tiled = Array.from(
    { length: Math.floor(steadyMs / windowMs) },
    (_, index) => steadyStartAt + index * windowMs,
  );
  const lastAt = steadyStartAt + steadyMs - windowMs;
  const sliding = sorted.map((step) => step.intendedAt).filter((at) => at <= lastAt);
  return { tiled, all: [...tiled, ...sliding].sort((a, b) => a - b) };
}

function windowOf(
  steps: StepSample[],
  metric: DistributionMetric,
  source: PaintSource | undefined,
  startAt: number,
): Window | undefined {
  const { values, known } = poolOf(steps, metric, source);
  const samples = values.length;
  if (samples === 0) return undefined;
  const { lower } = samples < needed ? boundRanks(samples, quantile) : {};
  return {
    startAt,
    samples,
    unanswered: samples - known,
    p95: quantileSorted(values, quantile),
    open: (samples - 1) * quantile > known - 1,
    lower: lower === undefined ? undefined : values[lower - 1],
  };
}

/**
 * Each window that has samples. A step belongs to every window in which it was meant to begin.
 *
 * @param sorted by intended start
 * @param starts upwards
 */
function windowsOf(
  sorted: StepSample[],
  metric: DistributionMetric,
  source: PaintSource | undefined,
  starts: number[],
): Window[] {
  let from = 0;
  let to = 0;
  return starts.flatMap((startAt) => {
    while ((sorted[from]?.intendedAt ?? Infinity) < startAt) from += 1;
    while ((sorted[to]?.intendedAt ?? Infinity) < startAt + windowMs) to += 1;
    return windowOf(sorted.slice(from, to), metric, source, startAt) ?? [];
  });
}

const worstOf = (windows: Window[]) =>
  windows.reduce<Window | undefined>(
    (worst, one) => (worst && worst.p95 >= one.p95 ? worst : one),
    undefined,
  );

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
  const windows = windowsOf(sorted, metric, source, starts.all);
  const samples = poolOf(steps, metric, source).values.length;
  if (starts.tiled.length === 0) {
    const reason = `The steady state lasted only ${formatDuration(window.steadyMs)}, and nothing shorter than 10 s is judged.`;
    return { samples, outcome: 'inconclusive', reason };
  }
  const above = windows.filter(({ p95 }) => p95 > limit);
  const failed = worstOf(
    above.filter(
      ({ startAt, samples, lower }) =>
        samples >= needed || (starts.tiled.includes(startAt) && (lower ?? 0) > limit),
    ),
  );
  const worst = failed ?? worstOf(windows);
  if (worst === undefined) {
    return { samples, outcome: 'inconclusive', reason: 'Nothing of this was measured in the steady state.' };
  }
  const evidence = { observed: worst.p95, samples, ...(source && { paintSource: source }) };
  const from = formatCount((worst.startAt - window.steadyStartAt) / 1000);
  const seen = `The worst 10 s, from second ${from} of the steady state on, had a p95 of ${worst.open ? 'at least ' : ''}${formatMeasure(metric, worst.p95)}`;
  const allowed = `${formatMeasure(metric, limit)} is allowed`;
  if (failed !== undefined) return { ...evidence, outcome: 'fail', reason: `${seen}; ${allowed}.` };

  const fewest = Math.min(
    ...starts.tiled.map((at) => windows.find(({ startAt }) => startAt === at)?.samples ?? 0),
  );
  const open = windows.find((one) => one.open);
  const missing =
    above.length > 0
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
