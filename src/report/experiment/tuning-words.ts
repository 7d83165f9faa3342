import type { Advice } from '../../sample/diagnosis.ts';
import type { Attempt, ChangedMetric, TunedStep, Tuning } from '../../sample/experiment.ts';
import { formatCount, formatDuration } from '../../words/units.ts';
import { changeText, changeWord, intervalText, metricName } from '../comparison/words.ts';

/** Wording of the result of tuning, shared by all reports. */

export const statusWords: Record<Attempt['status'], string> = {
  kept: 'kept',
  dropped: 'not kept',
  skipped: 'not tried',
};

export const attemptsThatWere = ({ attempts }: Tuning, status: Attempt['status']): Attempt[] =>
  attempts.filter((attempt) => attempt.status === status);

/** The advice of the run after; without such a run, the advice of the run before that no kept change addresses. */
export function adviceLeft(tuning: Tuning): Advice[] {
  const answered = new Set(attemptsThatWere(tuning, 'kept').flatMap(({ advice }) => advice));
  return tuning.after?.advice ?? tuning.before.advice.filter(({ id }) => !answered.has(id));
}

const isFaster = ({ metric }: ChangedMetric) => metric.outcome === 'faster' && metric.metric === 'latencyMs';

/** The step that a kept change made faster by the most milliseconds. */
function largestWin(tuning: Tuning): ChangedMetric | undefined {
  const won = attemptsThatWere(tuning, 'kept').flatMap(({ measured }) => measured?.changed ?? []);
  return won
    .filter(isFaster)
    .sort((a, b) => (a.metric.change?.value ?? 0) - (b.metric.change?.value ?? 0))
    .at(0);
}

/** `−84 ms (−90 to −79 ms)` */
export function changeWithInterval({ metric }: ChangedMetric): string {
  if (metric.change === undefined) return 'unknown';
  const interval = intervalText(metric);
  return `${changeText(metric.metric, metric.change.value)}${interval && ` (${interval})`}`;
}

/** `78 ms less (−94 to −61 ms)` */
function lessText({ metric }: ChangedMetric): string {
  const interval = intervalText(metric);
  return `${formatDuration(Math.abs(metric.change?.value ?? 0))} less${interval && ` (${interval})`}`;
}

/** `look up › type`, with the metric unless it is the typical latency. */
export const changedPlace = ({ journey, step, metric }: ChangedMetric) =>
  `${journey} › ${step}${metric.metric === 'latencyMs' && metric.statistic === 'typical' ? '' : `, ${metricName(metric)}`}`;

export type TuningOutcome = 'won' | 'nothing won' | 'cut short';

export function tuningOutcome(tuning: Tuning): TuningOutcome {
  if (tuning.cutShort !== undefined) return 'cut short';
  return attemptsThatWere(tuning, 'kept').length > 0 ? 'won' : 'nothing won';
}

/** The result of tuning in one sentence. */
export function tuningHeadline(tuning: Tuning): string {
  const kept = attemptsThatWere(tuning, 'kept').length;
  const tried = kept + attemptsThatWere(tuning, 'dropped').length;
  const best = largestWin(tuning);
  const most =
    best === undefined
      ? ''
      : `; largest improvement: “${best.journey} › ${best.step}” takes ${lessText(best)}`;
  const found = `${formatCount(kept)} of ${formatCount(tried)} tried ${tried === 1 ? 'change' : 'changes'} ${kept === 1 ? 'is' : 'are'} proven better${most}`;
  if (tuning.cutShort !== undefined) return `${tuning.cutShort.replace(/\.$/, '')}: ${found}`;
  if (kept > 0) return found;
  if (tuning.before.advice.length === 0) return 'the run gave no advice, so there was nothing to try';
  if (tried === 0) return 'none of the advice of the run could be tried here';
  return `no change is proven better (${formatCount(tried)} tried)`;
}

/** `92 ms → 14 ms`: one percentile of a step in the two full runs. */
export function beforeAfter({ before, after }: TunedStep, statistic: 'p50' | 'p95'): string {
  const [from, to] = [before, after].map((figures) => {
    const ms = figures?.latencyMs?.[statistic];
    return ms === undefined ? '–' : formatDuration(ms);
  });
  return after === undefined ? `${from}` : `${from} → ${to}`;
}

/** The change of a step as far as two stored runs show it; `undefined` if they do not show one. */
export function storedChange({
  change,
}: TunedStep): { text: string; word: string; outcome: string } | undefined {
  if (change?.change === undefined) return undefined;
  const interval = intervalText(change);
  return {
    text: `${changeText(change.metric, change.change.value)}${interval && ` (${interval})`}`,
    word: changeWord(change),
    outcome: change.outcome,
  };
}
