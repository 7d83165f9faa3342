import { marginOf, type Outcome, outcomeOf } from '../src/analysis/comparison/change.ts';
import { metricMargin, resolutions } from '../src/analysis/comparison/measured-metrics.ts';
import { pairedChange, typicalDifference } from '../src/analysis/comparison/paired-change.ts';
import { quantileChange, tail } from '../src/analysis/comparison/quantile-change.ts';
import { type ComparisonSettings, type Levels, levelsOf } from '../src/analysis/comparison/settings.ts';
import { samplesForUpperBound } from '../src/analysis/statistics/quantile-interval.ts';
import { type Random, randomStream } from '../src/load/random.ts';
import type { Round, Rounds, Series, UserRounds } from './rounds.ts';

export interface SimulationSettings extends Omit<ComparisonSettings, 'look'> {
  comparisons: number;
  seed: number;
  /** Added to the latency of one step on head, in milliseconds. */
  injected?: { journey: string; step: string; ms: number };
}

export interface SimulationResult {
  comparisons: number;
  /** Comparisons that report anything as slower, and would have failed a pull request. */
  failed: number;
  /** Metrics with a confidence interval, so that they could raise an alarm. */
  metrics: number;
  resolved: number;
  /** Metrics reported as slower or faster although nothing was changed. */
  falseAlarms: number;
  /** Comparisons with at least one false alarm. */
  comparisonsWithFalseAlarms: number;
  /** Comparisons that passed: each typical value is the same or faster. */
  passed: number;
  /** Comparisons that report the changed step as slower. */
  found: number;
  /** Of those, comparisons that report nothing else as slower. */
  foundAlone: number;
  /** Mean share of the rounds needed until everything was resolved. */
  shareOfRounds: number;
}

/** Rounds are drawn in blocks, because a burst of other work lasts longer than one round. */
const blockLength = 3;

/** The data of one metric in one simulated comparison, in chronological order: the values of each pair and its time, 0–1. */
interface Column {
  base: number[];
  head: number[];
  at: number[];
}

/**
 * Draws as many rounds as the user would make, in blocks of consecutive rounds of any user on the same journey; a user's
 * last round is followed by the first (circular block bootstrap: Politis and Romano 1992).
 */
function drawRounds(user: UserRounds, sameJourney: UserRounds[], random: Random): Round[] {
  const drawn: Round[] = [];
  while (drawn.length < user.planned) {
    const { rounds } = random.pick(sameJourney);
    const start = Math.floor(random.share() * rounds.length);
    for (let step = 0; step < blockLength && drawn.length < user.planned; step += 1) {
      drawn.push(rounds[(start + step) % rounds.length] as Round);
    }
  }
  return drawn;
}

/** The factor by which latencies on both sides change alike: this user's computer, and the machine's drift over time. */
function commonFactor(random: Random) {
  const user = Math.exp(random.between(-0.15, 0.15));
  return (drift: number, at: number) => user * (1 + drift * at);
}

/**
 * Draws one comparison of the maximum duration of a recorded one: resamples rounds, and randomly swaps the sides of each
 * round, which makes no difference if both are the same.
 */
function drawColumns({ series, runs }: Rounds, random: Random, { injected }: SimulationSettings): Column[] {
  const recorded = runs.flat().filter(({ rounds }) => rounds.length > 0);
  const columns: Column[] = series.map(() => ({ base: [], head: [], at: [] }));
  const drift = random.between(-0.3, 0.3);
  for (const user of random.pick(runs)) {
    const sameJourney = recorded.filter(({ journey }) => journey === user.journey);
    const factorAt = commonFactor(random);
    const drawn = drawRounds(user, sameJourney, random);
    for (const [index, round] of drawn.entries()) {
      const at = (index + 1) / drawn.length;
      const swapped = random.share() < 0.5;
      const factor = factorAt(drift, at);
      for (const [position, column] of columns.entries()) {
        const base = (swapped ? round.head : round.base)[position];
        const head = (swapped ? round.base : round.head)[position];
        if (base === undefined || head === undefined) continue;
        const { journey, step, metric } = series[position] as Series;
        const scale = metric === 'latencyMs' ? factor : 1;
        const changed = metric === 'latencyMs' && journey === injected?.journey && step === injected.step;
        column.base.push(base * scale);
        column.head.push(head * scale + (changed ? injected.ms : 0));
        column.at.push(at);
      }
    }
  }
  return columns;
}

interface Judged {
  series: Series;
  role: 'judged' | 'watched';
  outcome: Outcome;
}

/** The pairs available at a look. */
function upTo({ base, head, at }: Column, share: number) {
  const there = (_: number, index: number) => (at[index] as number) <= share;
  return { base: base.filter(there), head: head.filter(there) };
}

function judge(
  series: Series,
  column: { base: number[]; head: number[] },
  levels: Levels,
  settings: SimulationSettings,
): Judged[] {
  const typical = typicalDifference(column, resolutions[series.metric]);
  if (typical === undefined) {
    return series.metric === 'latencyMs' ? [{ series, role: 'judged', outcome: 'unresolved' }] : [];
  }
  const margin = metricMargin(series.metric, settings.margin, typical.base);
  const judged: Judged[] = [
    { series, role: 'judged', outcome: outcomeOf(pairedChange(typical, levels), margin) },
  ];
  const bearsTail = column.base.length >= samplesForUpperBound(tail, (1 + levels.own) / 2);
  if (series.metric !== 'latencyMs' || !bearsTail) return judged;
  const change = quantileChange({ values: column.base }, { values: column.head }, tail, levels);
  if (change === undefined) return judged;
  const tailMargin = marginOf(settings.margin, change.base);
  judged.push({ series, role: 'watched', outcome: outcomeOf(change, tailMargin) });
  return judged;
}

/** Checks the results as often as a real comparison does, and stops as soon as everything is resolved. */
function compare(columns: Column[], { series }: Rounds, settings: SimulationSettings) {
  const latencies = series.filter(({ metric }) => metric === 'latencyMs').length;
  // Each latency has three metrics: its typical value, its p95 and its errors.
  const metrics = series.length + 2 * latencies;
  let judged: Judged[] = [];
  for (let look = 1; look <= settings.looks; look += 1) {
    const levels = levelsOf({ ...settings, look }, metrics);
    judged = columns.flatMap((column, position) =>
      judge(series[position] as Series, upTo(column, look / settings.looks), levels, settings),
    );
    const open = judged.some(({ role, outcome }) => role === 'judged' && outcome === 'unresolved');
    if (!open) return { judged, shareOfRounds: look / settings.looks };
  }
  return { judged, shareOfRounds: 1 };
}

/**
 * Simulates thousands of comparisons of a product with itself, judged by the code that judges real ones.
 *
 * @param rounds of at least one run with rounds
 */
export function simulateComparisons(rounds: Rounds, settings: SimulationSettings): SimulationResult {
  const { injected } = settings;
  const isInjected = ({ journey, step }: Series) => journey === injected?.journey && step === injected.step;
  const result: SimulationResult = {
    comparisons: settings.comparisons,
    failed: 0,
    metrics: 0,
    resolved: 0,
    falseAlarms: 0,
    comparisonsWithFalseAlarms: 0,
    passed: 0,
    found: 0,
    foundAlone: 0,
    shareOfRounds: 0,
  };
  for (let index = 0; index < settings.comparisons; index += 1) {
    const random = randomStream(settings.seed, `comparison ${index}`);
    const { judged, shareOfRounds } = compare(drawColumns(rounds, random, settings), rounds, settings);
    const slower = judged.filter(({ outcome }) => outcome === 'slower');
    const changed = judged.filter(({ outcome }) => outcome === 'slower' || outcome === 'faster');
    const falseAlarms = changed.filter(({ series }) => !isInjected(series)).length;
    const found = slower.some(({ series }) => isInjected(series));
    result.metrics += judged.length;
    result.resolved += judged.filter(({ outcome }) => outcome !== 'unresolved').length;
    result.falseAlarms += falseAlarms;
    result.shareOfRounds += shareOfRounds / settings.comparisons;
    if (slower.length > 0) result.failed += 1;
    if (falseAlarms > 0) result.comparisonsWithFalseAlarms += 1;
    if (found) result.found += 1;
    if (found && slower.every(({ series }) => isInjected(series))) result.foundAlone += 1;
    const open = judged.some(({ role, outcome }) => role === 'judged' && outcome === 'unresolved');
    if (slower.length === 0 && !open) result.passed += 1;
  }
  return result;
}
