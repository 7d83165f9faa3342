import type { Analysis, BudgetResult } from '../../sample/analysis.ts';
import type { Calibration, Thresholds } from '../../sample/calibration.ts';
import type { StepSample } from '../../sample/sample.ts';
import { type Signal, signalNames, signals } from '../../sample/signals.ts';
import { contaminatedLimit, defaultThresholds } from '../../sample/validity-limits.ts';
import { formatShare } from '../../words/units.ts';
import { readingsDuring, type SignalSeries } from './signals.ts';

type Generator = Analysis['generator'];

/** A signal without a calibrated threshold keeps its default. */
export function withDefaults(learned: Thresholds): Thresholds {
  return { ...defaultThresholds, ...learned };
}

/** The thresholds above which a signal counts as contamination on this machine. */
export function thresholdsOf(calibration: Calibration | undefined): {
  thresholds: Thresholds;
  thresholdsFrom: 'calibration' | 'defaults';
} {
  const learned = calibration?.thresholds ?? {};
  return {
    thresholds: withDefaults(learned),
    thresholdsFrom: Object.keys(learned).length > 0 ? 'calibration' : 'defaults',
  };
}

/** The signals of one step, compared with their thresholds. */
export interface StepContamination {
  /** Signals with a threshold and a reading. */
  judged: Signal[];
  /** Those of them that were above their threshold. One is enough for the step to count as contaminated. */
  above: Signal[];
}

/** Evaluates a step by the signals alone, never by its latency. */
export function judgeContamination(
  step: StepSample,
  series: SignalSeries,
  thresholds: Thresholds,
): StepContamination {
  const readings = readingsDuring(series, step);
  const judged = signalNames.filter(
    (signal) => readings[signal] !== undefined && thresholds[signal] !== undefined,
  );
  const above = judged.filter((signal) => (readings[signal] as number) > (thresholds[signal] as number));
  return { judged, above };
}

/**
 * Shares of the steps that were contaminated; absent if no signal with a threshold could be read in any of
 * them.
 */
export function contaminationShares(
  steps: Iterable<StepContamination>,
): Pick<Generator, 'contaminatedShare' | 'contaminatedBy'> {
  let count = 0;
  let contaminated = 0;
  const touchedBy = new Map<Signal, number>();
  for (const { judged, above } of steps) {
    count += 1;
    if (above.length > 0) contaminated += 1;
    for (const signal of judged) {
      touchedBy.set(signal, (touchedBy.get(signal) ?? 0) + (above.includes(signal) ? 1 : 0));
    }
  }
  if (touchedBy.size === 0) return {};
  return {
    contaminatedShare: contaminated / count,
    contaminatedBy: Object.fromEntries(
      signalNames.flatMap((signal) => {
        const touched = touchedBy.get(signal);
        return touched === undefined ? [] : [[signal, touched / count]];
      }),
    ),
  };
}

/** Whether so many steps were contaminated that a missed budget is no longer evidence against the target. */
function isBusy({ contaminatedShare }: Generator): boolean {
  return contaminatedShare !== undefined && contaminatedShare > contaminatedLimit;
}

/**
 * How many steps were contaminated, and by what, as the beginning of a sentence; the most frequent signal
 * comes first.
 */
function busyWords({ contaminatedShare = 0, contaminatedBy = {} }: Generator): string {
  const by = Object.entries(contaminatedBy)
    .filter(([, share]) => share > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([signal, share]) => `${signals[signal as Signal]} in ${formatShare(share)}`);
  return `the generator was busy in ${formatShare(contaminatedShare)} of the steps (${by.join(', ')})`;
}

/**
 * Metrics that a slow generator makes worse: times, layout shifts that a slow page has more time for, and
 * steps that time out.
 */
export const isTimed = (metric: BudgetResult['metric']) =>
  metric.endsWith('Ms') || metric.startsWith('layersMs.') || metric === 'cls' || metric === 'errors';

/**
 * A busy generator can make the product look slower, never faster, and can make a step time out. So a met budget stays met,
 * and a budget that was missed while the generator was busy is inconclusive, unless the errors other than time-outs miss it
 * alone. The number of documents, users, requests or bytes is not affected.
 *
 * @param failsAnyway whether an error budget is missed even if every step that timed out had been answered
 */
export function excuseContaminated(
  result: BudgetResult,
  generator: Generator,
  failsAnyway: (result: BudgetResult) => boolean,
): BudgetResult {
  if (result.outcome !== 'fail' || !isBusy(generator) || !isTimed(result.metric)) return result;
  if (result.metric === 'errors' && failsAnyway(result)) return result;
  return {
    ...result,
    outcome: 'inconclusive',
    reason: `${result.reason} But ${busyWords(generator)}, so the generator itself may be the cause: repeat the run with fewer users or more cores.`,
  };
}

/**
 * A note for a pass with a busy generator; `undefined` if it was not busy.
 *
 * @param isDoubtful whether some steps may have ended too early: then the true values can be higher
 */
export function passNote(generator: Generator, isDoubtful: boolean): string | undefined {
  if (!isBusy(generator)) return undefined;
  const words = busyWords(generator);
  const consequence = isDoubtful
    ? 'the product alone may be faster'
    : 'the true values are at most the measured ones';
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${consequence}.`;
}
